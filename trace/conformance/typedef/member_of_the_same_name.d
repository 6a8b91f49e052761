/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef int value_t;

struct s {
	value_t value_t;
	value_t v;
} s;

BEGIN
{
	s.value_t = 4;
	s.v = 5;
	printf("%d %d\n", s.value_t, s.v);
	exit(0);
}
