/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	s = "{\"a\": 1, \"b\": {\"c\": [10, 20, \"x\"]}}";
	printf("%s %s %s\n", json(s, "a"), json(s, "b.c[1]"), json(s, "b.c[2]"));
	exit(0);
}
