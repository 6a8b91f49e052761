/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[3];

BEGIN
{
	a[1] = 5;
	a[2] = 6;
	p["x"] = &a[1];
	self->q = &a[2];
	*p["x"] = 7;
	printf("%d %d %d\n", a[1], *self->q, p["x"][1]);
	exit(0);
}
