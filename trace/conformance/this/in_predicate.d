/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->go = 1;
}

BEGIN
/this->go/
{
	printf("go\n");
	exit(0);
}
