/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	enum {
		INSIDE = 3
	} kind;
	int value;
} s;

BEGIN
{
	s.kind = INSIDE;
	printf("%d %d\n", s.kind, sizeof (s));
	exit(0);
}
