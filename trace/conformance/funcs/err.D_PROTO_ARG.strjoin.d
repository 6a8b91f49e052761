/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = strjoin("a", 2);
	exit(0);
}
