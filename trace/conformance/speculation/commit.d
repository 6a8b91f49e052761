/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	self->id = speculation();
}

BEGIN
{
	speculate(self->id);
	printf("speculated %d\n", self->id);
}

BEGIN
{
	printf("first\n");
}

BEGIN
{
	commit(self->id);
}

BEGIN
{
	printf("last\n");
	exit(0);
}
