/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%s]\n", json("{ \"title\": \"D\", \"pages\": 42, \"price\": -1.5e3, \"ok\": true }", "title"));
	printf("[%s]\n", json("{ \"title\": \"D\", \"pages\": 42, \"price\": -1.5e3, \"ok\": true }", "pages"));
	printf("[%s]\n", json("{ \"title\": \"D\", \"pages\": 42, \"price\": -1.5e3, \"ok\": true }", "price"));
	printf("[%s]\n", json("{ \"title\": \"D\", \"pages\": 42, \"price\": -1.5e3, \"ok\": true }", "ok"));
	exit(0);
}
