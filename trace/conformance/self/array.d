/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	self->a[1, "x"] = 4;
	self->a[2, "x"] = 5;
	printf("%d %d\n", self->a[1, "x"], self->a[2, "x"]);
	exit(0);
}
