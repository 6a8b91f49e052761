/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
};
struct s *p;

BEGIN
{
	trace(p.a);
	exit(0);
}
