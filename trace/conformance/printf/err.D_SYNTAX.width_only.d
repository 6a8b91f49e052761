/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	printf("%5", 1);
	exit(0);
}
