/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->x = "s";
	this->x = 1;
	exit(0);
}
