/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = strchr("abc", "c");
	exit(0);
}
