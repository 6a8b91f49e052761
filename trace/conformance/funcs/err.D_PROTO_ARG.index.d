/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = index("a", 1);
	exit(0);
}
