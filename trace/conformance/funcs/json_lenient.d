/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%s]\n", json("{\"a\": 1 whatever", "a"));
	printf("[%s]\n", json("{\"a\": \"b\"", "a"));
	printf("[%s]\n", json("[5, 6]", "x"));
	printf("[%s]\n", json("{\"a\": 1, \"a\": 2}", "a"));
	printf("[%s]\n", json("{\"a\": \"\\u00e9\\n\\\"\"}", "a"));
	exit(0);
}
