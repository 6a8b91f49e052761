/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	self->n++;
	self->n += 5;
	self->n <<= 1;
	--self->n;
	printf("%d %d %d\n", self->n, self->n--, self->n);
	exit(0);
}
