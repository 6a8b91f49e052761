/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d %d\n", !0 == 1, !(0 == 1));
	exit(0);
}
