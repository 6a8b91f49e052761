/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = getmajor();
	exit(0);
}
