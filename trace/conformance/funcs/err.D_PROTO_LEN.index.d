/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = index("a");
	exit(0);
}
