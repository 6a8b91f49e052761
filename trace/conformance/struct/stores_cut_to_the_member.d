/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	uint8_t b;
	int16_t h;
	uint32_t w;
	int64_t d;
} s;

BEGIN
{
	s.b = 0x1ff;
	s.h = 0x18000;
	s.w = 0x1ffffffff;
	s.d = 0x7fffffffffffffff;
	printf("%d %d %u %d\n", s.b, s.h, s.w, s.d);
	exit(0);
}
