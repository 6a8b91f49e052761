/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	char c;
	long l;
};

struct s v[4];
struct s *p;
short *h;

BEGIN
{
	p = &v[0];
	this->base = (uintptr_t)p;
	printf("%d %d\n", (uintptr_t)(p + 1) - this->base, (uintptr_t)(3 + p) - this->base);
	p += 2;
	p--;
	printf("%d\n", (uintptr_t)p - this->base);
	h = (short *)this->base;
	printf("%d %d\n", (uintptr_t)(h + 3) - this->base, (uintptr_t)&h[5] - this->base);
	exit(0);
}
