/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[int];

BEGIN
{
	a[5] = 1;
	this->c = (char)5;
	this->l = 5LL;
	printf("%d %d\n", a[this->c], a[this->l]);
	exit(0);
}
