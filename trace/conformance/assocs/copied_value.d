/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a["x"] = 7;
	b["y"] = a["x"];
	a["x"] = 8;
	printf("%d %d\n", a["x"], b["y"]);
	exit(0);
}
