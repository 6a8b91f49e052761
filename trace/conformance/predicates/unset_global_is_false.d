/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int never;

BEGIN
/never/
{
	printf("not this\n");
}

BEGIN
/!never/
{
	printf("this\n");
	exit(0);
}
