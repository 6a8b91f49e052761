/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

this int x;
this char x;

BEGIN
{
	exit(0);
}
