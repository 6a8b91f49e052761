/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

uint64_t start;

tick-100ms
/!start/
{
	start = timestamp;
}

tick-100ms
/timestamp - start >= 200000000/
{
	printf("%d\n", (timestamp - start) / 100000000);
	exit(0);
}
