/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	unsigned int flag : 1;
	unsigned int other : 1;
} v;

BEGIN
{
	v.other = 1;
}

BEGIN
/v.flag/
{
	printf("flag\n");
}

BEGIN
/v.other && !v.flag/
{
	printf("other\n");
	exit(0);
}
