/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a["a"] = 1;
	a["ab"] = 2;
	a["abc"] = 3;
	a[""] = 4;
	printf("%d %d %d %d %d\n", a["a"], a["ab"], a["abc"], a[""], a["abcd"]);
	exit(0);
}
