/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

self int a[3];

BEGIN
{
	self->a[1] = 4;
	self->a[1] *= 2;
	printf("%d %d\n", self->a[1], self->a[2]);
	exit(0);
}
