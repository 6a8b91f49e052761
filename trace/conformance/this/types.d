/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

this uint8_t b;
this char *p;
this struct point {
	int x;
	int y;
} pt;

BEGIN
{
	this->b = 0x1ff;
	this->pt.x = 3;
	this->pt.y = this->pt.x << 2;
	printf("%d %d %d\n", this->b, this->pt.y, this->p == NULL);
	exit(0);
}
