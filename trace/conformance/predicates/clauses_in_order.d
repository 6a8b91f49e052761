/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 1;
}

BEGIN
/x == 1/
{
	x = 2;
	printf("one\n");
}

BEGIN
/x == 2/
{
	printf("two\n");
	exit(0);
}
