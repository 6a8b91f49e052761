/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	printf("%hhd", 1);
	exit(0);
}
