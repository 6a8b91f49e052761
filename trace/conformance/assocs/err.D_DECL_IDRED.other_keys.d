/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[int];
int a[string];

BEGIN
{
	exit(0);
}
