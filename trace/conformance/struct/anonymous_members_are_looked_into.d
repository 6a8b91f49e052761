/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int tag;
	union {
		int i;
		struct {
			short low;
			short high;
		};
	};
};

struct s s;

BEGIN
{
	s.tag = 1;
	s.i = 0x00020001;
	printf("%d %d %d\n", s.tag, s.low, s.high);
	s.high = 3;
	printf("%x %d\n", s.i, sizeof (s));
	exit(0);
}
