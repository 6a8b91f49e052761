/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	printf("%f", 1);
	exit(0);
}
