/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int n;
int a[n];

BEGIN
{
	exit(0);
}
