/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int *p;

BEGIN
{
	if (p)
		printf("pointer\n");
	else
		printf("null\n");
	if (0x100000000)
		printf("large\n");
	if (probename == "BEGIN" && 1)
		printf("BEGIN\n");
	exit(0);
}
