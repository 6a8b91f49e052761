/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

union u {
	struct {
		char low;
		char high;
	} part;
	short all;
};

union u v;

BEGIN
{
	v.all = 0x4142;
	printf("%c%c\n", v.part.low, v.part.high);
	exit(0);
}
