/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[3];
int b[3];

BEGIN
{
	a = b;
	exit(0);
}
