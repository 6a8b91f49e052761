/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

this string s;

BEGIN
{
	this->s = "first";
	this->t = this->s;
	this->s = "second";
}

BEGIN
{
	printf("%s %s\n", this->t, this->s);
	exit(0);
}
