/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
/0/
{
	printf("not this\n");
}

BEGIN
{
	exit(0);
}
