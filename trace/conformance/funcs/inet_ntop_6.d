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
	printf("%s\n", inet_ntop(26, this->a));
	this->a[0] = 0x0;
	this->a[1] = 0x0;
	this->a[8] = 0x0;
	this->a[9] = 0x0;
	this->a[10] = 0x0;
	this->a[11] = 0x0;
	this->a[12] = 0x0;
	this->a[13] = 0x0;
	this->a[14] = 0x0;
	this->a[15] = 0x0;
	printf("%s\n", inet_ntop(26, this->a));
	this->a[15] = 0x1;
	printf("%s\n", inet_ntop(26, this->a));
	this->a[0] = 0x20;
	this->a[1] = 0x1;
	this->a[2] = 0xd;
	this->a[3] = 0xb8;
	this->a[5] = 0x1;
	this->a[7] = 0x2;
	this->a[9] = 0x3;
	this->a[11] = 0x4;
	this->a[13] = 0x5;
	this->a[15] = 0x6;
	printf("%s\n", inet_ntop(26, this->a));
	this->a[0] = 0xff;
	this->a[1] = 0x2;
	this->a[2] = 0x0;
	this->a[3] = 0x0;
	this->a[5] = 0x0;
	this->a[7] = 0x0;
	this->a[9] = 0x0;
	this->a[11] = 0x0;
	this->a[13] = 0x0;
	this->a[15] = 0x1;
	printf("%s\n", inet_ntop(26, this->a));
	this->a[0] = 0xfe;
	this->a[1] = 0x80;
	this->a[15] = 0x0;
	printf("%s\n", inet_ntop(26, this->a));
	this->a[0] = 0x0;
	this->a[1] = 0x1;
	this->a[7] = 0x2;
	this->a[15] = 0x3;
	printf("%s\n", inet_ntop(26, this->a));
	exit(0);
}
