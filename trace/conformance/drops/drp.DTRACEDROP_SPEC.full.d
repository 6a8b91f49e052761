/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

/* A record takes 16 bytes. */
#pragma D option specsize=47

BEGIN
{
	self->id = speculation();
}

BEGIN
{
	speculate(self->id);
	printf("%d\n", 1);
}

BEGIN
{
	speculate(self->id);
	printf("%d\n", 2);
}

BEGIN
{
	speculate(self->id);
	printf("%d\n", 3);
}

BEGIN
{
	commit(self->id);
}

BEGIN
{
	exit(0);
}
