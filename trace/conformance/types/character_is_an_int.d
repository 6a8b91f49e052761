/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d %d\n", sizeof ('a'), 'a');
	exit(0);
}
