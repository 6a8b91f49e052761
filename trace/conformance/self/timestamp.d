/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	self->t = timestamp;
	self->d = timestamp - self->t;
	printf("%d %d\n", sizeof (self->t), self->d >= 0);
	exit(0);
}
