/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a["n"] = 1;
	a["n"]++;
	a["n"] += 40;
	++a["n"];
	printf("%d\n", a["n"]);
	exit(0);
}
