/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
/1 ^^ 1/
{
	printf("not this\n");
}

BEGIN
/1 ^^ 0/
{
	printf("this\n");
	exit(0);
}
