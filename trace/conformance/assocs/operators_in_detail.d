/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a["n"]++;
	a["n"] += 10;
	++a["n"];
	a["m"]--;
	a["k"] |= 6;
	a["k"] &= 3;
	printf("%d %d %d\n", a["n"], a["m"], a["k"]);
	printf("%d %d\n", a["n"]++, a["n"]);
	exit(0);
}
