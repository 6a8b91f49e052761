/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d %d\n", 0xAbCd, 0XaBcD);
	exit(0);
}
