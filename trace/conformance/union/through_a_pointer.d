/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

union u {
	int i;
	unsigned char c[4];
};

union u us[2];

BEGIN
{
	this->p = &us[1];
	this->p->i = 0x01020304;
	printf("%d %d\n", this->p->c[0], us[1].c[3]);
	exit(0);
}
