/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef int *intp_t;
typedef int five_t[5];

five_t f;
intp_t p;

BEGIN
{
	f[4] = 8;
	p = &f[4];
	printf("%d %d %d\n", sizeof (five_t), sizeof (intp_t), *p);
	exit(0);
}
