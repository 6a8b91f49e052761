/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

union u {
	struct {
		short low;
		short high;
	} halves;
	int whole;
} u;

BEGIN
{
	u.whole = 0x7fff0001;
	printf("%d %d\n", u.halves.low, u.halves.high);
	u.halves.low = -1;
	printf("%x\n", u.whole);
	exit(0);
}
