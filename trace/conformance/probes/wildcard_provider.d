/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

d*:::BEGIN
{
	printf("%s\n", probeprov);
	exit(0);
}
