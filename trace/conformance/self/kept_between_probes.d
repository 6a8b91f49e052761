/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	self->n = 5;
}

BEGIN
/self->n == 5/
{
	printf("%d\n", self->n);
	self->n = 0;
}

BEGIN
/!self->n/
{
	printf("gone\n");
	exit(0);
}
