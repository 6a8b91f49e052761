/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = strjoin("a");
	exit(0);
}
