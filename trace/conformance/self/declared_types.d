/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

self char c;
self uint8_t b;
self long l;

BEGIN
{
	self->c = 0x1ff;
	self->b = 0x1ff;
	self->l = 0x1ff;
	printf("%d %d %d\n", self->c, self->b, self->l);
	exit(0);
}
