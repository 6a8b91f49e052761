/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->s = "abc";
	printf("%s\n", this->s);
	exit(0);
}
