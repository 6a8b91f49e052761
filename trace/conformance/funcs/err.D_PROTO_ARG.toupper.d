/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = toupper(65);
	exit(0);
}
