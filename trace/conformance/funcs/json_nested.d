/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%s]\n", json("{\"a\": {\"b\": [0, {\"c\": \"deep\"}]}, \"d\": {}}", "a.b[1].c"));
	printf("[%s]\n", json("{\"a\": {\"b\": [0, {\"c\": \"deep\"}]}, \"d\": {}}", "a.b[0]"));
	printf("[%s]\n", json("{\"a\": {\"b\": [0, {\"c\": \"deep\"}]}, \"d\": {}}", "a.b"));
	printf("[%s]\n", json("{\"a\": {\"b\": [0, {\"c\": \"deep\"}]}, \"d\": {}}", "a"));
	printf("[%s]\n", json("{\"a\": {\"b\": [0, {\"c\": \"deep\"}]}, \"d\": {}}", "d"));
	exit(0);
}
