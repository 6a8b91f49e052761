/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->p = (unsigned char *)alloca(20);
	this->n = 4;
	this->p[0] = 65;
	this->p[1] = 66;
	this->p[2] = 67;
	this->p[3] = 68;
	this->p[4] = 69;
	this->p[5] = 70;
	this->p[6] = 71;
	this->p[7] = 72;
	this->p[8] = 73;
	this->p[9] = 74;
	this->p[10] = 75;
	this->p[11] = 76;
	this->p[12] = 77;
	this->p[13] = 78;
	this->p[14] = 79;
	this->p[15] = 80;
	this->p[16] = 81;
	this->p[17] = 82;
	this->p[18] = 0;
	this->p[19] = 255;
	tracemem(this->p, 20);
	tracemem(this->p, 20, 5);
	tracemem(this->p, 20, this->n);
	tracemem(this->p, 20, 0);
	tracemem(this->p, 1);
	exit(0);
}
