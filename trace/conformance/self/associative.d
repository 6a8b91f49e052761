/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	self->a["x", 1] = 4;
	self->a["x", 2] = 5;
	self->a["x", 1]++;
	printf("%d %d %d\n", self->a["x", 1], self->a["x", 2], self->a["y", 1]);
	exit(0);
}
