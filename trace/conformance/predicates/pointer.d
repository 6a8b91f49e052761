/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
/(char *)0/
{
	printf("not this\n");
}

BEGIN
/(char *)8/
{
	printf("this\n");
	exit(0);
}
