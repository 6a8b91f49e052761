/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int i;
} v[2];

enum e {
	E
};

int a[char, short, int, long, uint64_t, enum e, struct s *, string];

BEGIN
{
	a['c', 1, 2, 3, 4, E, &v[1], "s"] = 5;
	printf("%d %d\n", a['c', 1, 2, 3, 4, E, &v[1], "s"], a['c', 1, 2, 3, 4, E, &v[0], "s"]);
	exit(0);
}
