/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

/* Several at a time, each with several records, which stay in their order. */
#pragma D option nspec=2

BEGIN
{
	self->a = speculation();
	self->b = speculation();
	self->c = speculation();
}

BEGIN
{
	speculate(self->a);
	printf("a1\n");
}

BEGIN
{
	speculate(self->b);
	printf("b1\n");
}

BEGIN
{
	speculate(self->a);
	printf("a2\n");
}

BEGIN
{
	commit(self->b);
}

BEGIN
{
	commit(self->a);
}

BEGIN
{
	printf("%d %d %d\n", self->a, self->b, self->c);
	exit(0);
}
