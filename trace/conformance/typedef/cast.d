/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef char tiny;

BEGIN
{
	printf("%d\n", (tiny)257);
	exit(0);
}
