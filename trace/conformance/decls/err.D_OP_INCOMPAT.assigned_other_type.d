/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int x;

BEGIN
{
	x = "abc";
	exit(0);
}
