/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	char name[12];
	struct {
		long l[2];
	} in;
	short h;
} s, *p;

BEGIN
{
	printf("%d %d %d %d %d\n", sizeof (s.name), sizeof (s.in), sizeof (s.in.l[1]), sizeof (p->h), sizeof (p->name[0]));
	exit(0);
}
