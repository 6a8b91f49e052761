/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
/1 ? 0 : 1/
{
	printf("not this\n");
}

BEGIN
/0 ? 0 : 1/
{
	printf("this\n");
	exit(0);
}
