/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[3];
int a[4];

BEGIN
{
	exit(0);
}
