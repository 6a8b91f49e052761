/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	self->follow = 1;
}

BEGIN
/self->follow/
{
	printf("followed\n");
	self->follow = 0;
}

BEGIN
/self->follow/
{
	printf("not this\n");
}

BEGIN
{
	exit(0);
}
