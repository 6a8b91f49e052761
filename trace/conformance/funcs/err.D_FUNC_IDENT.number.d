/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	1(2);
	exit(0);
}
