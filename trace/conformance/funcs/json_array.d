/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%s]\n", json("[ \"x\", [10, 20], {\"k\": null} ]", "0"));
	printf("[%s]\n", json("[ \"x\", [10, 20], {\"k\": null} ]", "[0]"));
	printf("[%s]\n", json("[ \"x\", [10, 20], {\"k\": null} ]", "1"));
	printf("[%s]\n", json("[ \"x\", [10, 20], {\"k\": null} ]", "[1][1]"));
	printf("[%s]\n", json("[ \"x\", [10, 20], {\"k\": null} ]", "[2].k"));
	printf("[%s]\n", json("[ \"x\", [10, 20], {\"k\": null} ]", "[2]"));
	exit(0);
}
