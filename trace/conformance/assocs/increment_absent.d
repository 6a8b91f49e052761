/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a["n"]++;
	a["n"]++;
	printf("%d\n", a["n"]);
	exit(0);
}
