/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->a = (uint8_t *)alloca(16);
	this->a[10] = 0xff;
	this->a[11] = 0xff;
	this->a[12] = 0x7f;
	this->a[15] = 0x1;
	printf("%s\n", inet_ntop(26, this->a));
	this->a[10] = 0x0;
	this->a[11] = 0x0;
	this->a[12] = 0x1;
	this->a[13] = 0x2;
	this->a[14] = 0x3;
	this->a[15] = 0x4;
	printf("%s\n", inet_ntop(26, this->a));
	this->a[10] = 0xff;
	this->a[11] = 0xfe;
	printf("%s\n", inet_ntop(26, this->a));
	exit(0);
}
