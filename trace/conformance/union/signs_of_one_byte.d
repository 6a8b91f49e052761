/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

union u {
	signed char s;
	unsigned char u;
} u;

BEGIN
{
	u.u = 200;
	printf("%d %d\n", u.s, u.u);
	exit(0);
}
