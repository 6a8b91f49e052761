/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

/* What a clause speculated before it faulted is lost; what other clauses did stays. */
BEGIN
{
	self->id = speculation();
}

BEGIN
{
	speculate(self->id);
	printf("kept\n");
}

BEGIN
{
	speculate(self->id);
	printf("lost\n");
	printf("%d\n", 1 / cpu);
}

BEGIN
{
	commit(self->id);
}

BEGIN
{
	exit(0);
}
