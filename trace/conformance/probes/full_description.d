/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

dtrace:::BEGIN
{
	printf("a\n");
	exit(0);
}
