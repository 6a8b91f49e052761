/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

char c[4];

BEGIN
{
	c = "abc";
	exit(0);
}
