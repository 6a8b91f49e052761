/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", json("{\"a\": 1, \"b\": [5]}", "c") == NULL);
	printf("%d\n", json("{\"a\": 1, \"b\": [5]}", "a.x") == NULL);
	printf("%d\n", json("{\"a\": 1, \"b\": [5]}", "b[1]") == NULL);
	printf("%d\n", json("{\"a\": 1, \"b\": [5]}", "b[-1]") == NULL);
	printf("%d\n", json("{\"a\": 1, \"b\": [5]}", "A") == NULL);
	printf("%d\n", json("{\"a\": 1, \"b\": [5]}", "") == NULL);
	printf("%d\n", json("{\"a\": 1, \"b\": [5]}", "a") == NULL);
	printf("%d\n", json("{\"a\": 1, \"b\": [5]}", "b[0]") == NULL);
	exit(0);
}
