/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a[1] = 5;
}

BEGIN
/a[1] == 5/
{
	printf("kept\n");
	exit(0);
}
