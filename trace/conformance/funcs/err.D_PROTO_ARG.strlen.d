/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = strlen(1);
	exit(0);
}
