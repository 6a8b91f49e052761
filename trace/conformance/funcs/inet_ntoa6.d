/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->a = (uint8_t *)alloca(16);
	this->a[0] = 0xfe;
	this->a[1] = 0x80;
	this->a[8] = 0x2;
	this->a[9] = 0x14;
	this->a[10] = 0x4f;
	this->a[11] = 0xff;
	this->a[12] = 0xfe;
	this->a[13] = 0xb;
	this->a[14] = 0x76;
	this->a[15] = 0xc8;
	printf("%s\n", inet_ntoa6(this->a));
	this->a[0] = 0x0;
	this->a[1] = 0x0;
	this->a[8] = 0x0;
	this->a[9] = 0x0;
	this->a[10] = 0x0;
	this->a[11] = 0x0;
	this->a[12] = 0x0;
	this->a[13] = 0x0;
	this->a[14] = 0x0;
	this->a[15] = 0x1;
	printf("%s\n", inet_ntoa6(this->a));
	this->a[10] = 0xff;
	this->a[11] = 0xff;
	this->a[12] = 0x7f;
	printf("%s\n", inet_ntoa6(this->a));
	this->a[10] = 0x0;
	this->a[11] = 0x0;
	this->a[12] = 0x1;
	this->a[13] = 0x2;
	this->a[14] = 0x3;
	this->a[15] = 0x4;
	printf("%s\n", inet_ntoa6(this->a));
	exit(0);
}
