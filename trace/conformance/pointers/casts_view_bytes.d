/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[2];

BEGIN
{
	a[0] = 0x01020304;
	this->p = (unsigned char *)&a[0];
	printf("%d %d %d %d\n", this->p[0], this->p[1], this->p[2], this->p[3]);
	this->h = (unsigned short *)this->p;
	printf("%x\n", this->h[1]);
	exit(0);
}
