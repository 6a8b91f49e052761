/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int x;
char x;

BEGIN
{
	exit(0);
}
