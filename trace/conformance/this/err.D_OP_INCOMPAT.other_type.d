/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->x = 1;
	this->x = "a";
	exit(0);
}
