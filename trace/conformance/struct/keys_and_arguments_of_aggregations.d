/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int key;
	int value;
} s;

BEGIN
{
	s.key = 5;
	s.value = 40;
	@a[s.key] = sum(s.value);
	s.value = 2;
	@a[s.key] = sum(s.value);
	printa("%d %@d\n", @a);
	exit(0);
}
