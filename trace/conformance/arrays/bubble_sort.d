/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[4];

BEGIN
{
	a[0] = 4;
	a[1] = 2;
	a[2] = 3;
	a[3] = 1;
	i = 0;
}

tick-1ms
/i < 9/
{
	this->j = i % 3;
	this->p = &a[this->j];
	this->t = this->p[0];
	this->swap = this->t > this->p[1];
	this->p[0] = this->swap ? this->p[1] : this->t;
	this->p[1] = this->swap ? this->t : this->p[1];
	i++;
}

tick-1ms
/i == 9/
{
	printf("%d %d %d %d\n", a[0], a[1], a[2], a[3]);
	exit(0);
}
