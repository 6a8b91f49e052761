/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

long a[10];

BEGIN
{
	this->p = &a[2];
	this->q = &a[9];
	printf("%d %d\n", this->q - this->p, this->p - this->q);
	printf("%d %d %d %d\n", this->p < this->q, this->p >= this->q, this->p == &a[2],
	    this->p != this->q);
	exit(0);
}
