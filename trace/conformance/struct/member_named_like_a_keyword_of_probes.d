/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int probe;
	int count;
	int pid;
	int execname;
} s;

BEGIN
{
	s.count = 1;
	s.pid = 2;
	s.execname = 3;
	printf("%d %d %d\n", s.count, s.pid, s.execname);
	exit(0);
}
