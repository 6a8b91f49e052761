/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a[1] = 1;
	b[1] = 2;
	self->a[1] = 3;
	printf("%d %d %d\n", a[1], b[1], self->a[1]);
	exit(0);
}
