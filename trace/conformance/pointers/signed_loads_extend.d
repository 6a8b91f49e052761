/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

signed char c[2];
unsigned char u[2];
short s[1];

BEGIN
{
	c[0] = u[0] = 0x80;
	s[0] = 0x8000;
	this->c = &c[0];
	this->u = &u[0];
	this->s = &s[0];
	printf("%d %d %d\n", *this->c, *this->u, *this->s);
	exit(0);
}
