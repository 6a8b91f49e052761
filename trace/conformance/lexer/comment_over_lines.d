/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

/*
 * BEGIN { printf("not this\n"); }
 * "a string that does not end
 */
BEGIN
{
	printf("this\n");
	exit(0);
}
