/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int x[int];
int x;

BEGIN
{
	exit(0);
}
