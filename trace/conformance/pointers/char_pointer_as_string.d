/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

char c[6];

BEGIN
{
	c[0] = 'h';
	c[1] = 'e';
	c[2] = 'y';
	this->p = &c[1];
	printf("%s %s %d\n", stringof(this->p), stringof(&c[2]), strlen(stringof(this->p)));
	exit(0);
}
