/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->p = strstr("abc", "x");
	printf("%d\n", this->p == NULL);
	this->p = strstr("abc", "b");
	printf("%d %s\n", this->p == NULL, this->p);
	exit(0);
}
