/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->a = 1;
	this->b = 2LL;
	printf("%d %d %d %d\n", this->a, this->b, sizeof (this->a), sizeof (this->b));
	exit(0);
}
