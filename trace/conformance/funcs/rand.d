/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->a = rand();
	this->b = rand();
	this->c = rand();
	printf("%d\n", this->a != this->b || this->b != this->c);
	printf("%d\n", sizeof (rand()));
	exit(0);
}
