/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

ERROR
{
	printf("not this\n");
}

BEGIN
{
	printf("this\n");
	exit(0);
}
