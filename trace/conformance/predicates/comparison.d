/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 5;
}

BEGIN
/x > 3/
{
	printf("greater\n");
}

BEGIN
/x < 3/
{
	printf("less\n");
}

BEGIN
{
	exit(0);
}
