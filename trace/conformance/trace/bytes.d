/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct text {
	char bytes[8];
};

BEGIN
{
	this->t = (struct text *)alloca(sizeof (struct text));
	trace(*this->t);
	this->t->bytes[0] = 'a';
	this->t->bytes[1] = '\n';
	trace(*this->t);
	this->t->bytes[2] = 1;
	trace(*this->t);
	exit(0);
}
