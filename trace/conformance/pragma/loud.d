/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	printf("x");
	exit(0);
}
