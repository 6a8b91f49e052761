/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", json("", "a") == NULL);
	printf("%d\n", json("text", "a") == NULL);
	printf("%d\n", json("{a: 1}", "a") == NULL);
	printf("%d\n", json("{\"a\" 1}", "a") == NULL);
	printf("%d\n", json("{\"a\": 1", "a") == NULL);
	printf("%d\n", json("{\"a\": tru}", "a") == NULL);
	printf("%d\n", json("{\"a\": \"x", "a") == NULL);
	printf("%d\n", json("{\"b\": 0x1, \"a\": 2}", "a") == NULL);
	printf("%d\n", json("[1 2]", "1") == NULL);
	printf("%d\n", json("{\"a\": [1}", "a") == NULL);
	exit(0);
}
