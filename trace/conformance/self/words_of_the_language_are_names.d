/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	self->self = 1;
	self->this = 2;
	this->self = 3;
	this->this = 4;
	self->string = 5;
	self->size_t = 6;
	this->probe = 7;
	printf("%d %d %d %d %d %d %d\n", self->self, self->this, this->self, this->this, self->string, self->size_t,
	    this->probe);
	exit(0);
}
