/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	self->id = speculation();
}

BEGIN
{
	speculate(self->id);
	printf("never\n");
}

BEGIN
{
	discard(self->id);
}

BEGIN
{
	commit(self->id);
}

BEGIN
{
	printf("%d\n", speculation());
	exit(0);
}
