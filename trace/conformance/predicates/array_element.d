/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a["x"] = 1;
}

BEGIN
/a["y"]/
{
	printf("not this\n");
}

BEGIN
/a["x"]/
{
	printf("this\n");
	exit(0);
}
