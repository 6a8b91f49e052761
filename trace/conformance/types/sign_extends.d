/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", (int64_t)(int8_t)0xfe);
	exit(0);
}
