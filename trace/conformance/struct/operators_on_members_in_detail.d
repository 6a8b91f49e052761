/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	uint8_t b;
	int i;
} s;

BEGIN
{
	s.b = 250;
	s.b += 10;
	printf("%d\n", s.b);
	s.i = 7;
	s.i <<= 2;
	s.i |= 1;
	s.i -= 30;
	printf("%d %d", s.i++, s.i);
	printf(" %d\n", --s.i);
	exit(0);
}
