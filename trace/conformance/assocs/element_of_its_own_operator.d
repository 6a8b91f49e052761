/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int x[int];
uint8_t b[string];

BEGIN
{
	x[1]++;
	x[1] += x[1];
	b["k"] = 255;
	b["k"]++;
	printf("%d %d", x[1], b["k"]);
	b["k"]--;
	printf(" %d %d %d\n", b["k"], b["k"]++ + 1, b["k"]);
	exit(0);
}
