/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

uint32_t u;
long l;

BEGIN
{
	u = 4000000000;
	l = -1;
	i = 1;
	printf("%d %d %d\n", i ? u : l, i ? l : u, sizeof (i ? 'a' : l));
	printf("%d\n", (i ? -1 : u) > 0);
	exit(0);
}
