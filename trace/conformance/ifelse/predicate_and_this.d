/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
/1 == 1/
{
	this->i = 2;
	if (this->i == 2)
		this->s = "two";
	else
		this->s = "other";
}

BEGIN
{
	printf("%s\n", this->s);
	exit(0);
}
