/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->p = (char *)alloca(8);
	this->p[0] = 'A';
	this->p[1] = 'b';
	printf("%d %s %s\n", strlen(this->p), strjoin(this->p, "c"), toupper((void *)this->p));
	exit(0);
}
