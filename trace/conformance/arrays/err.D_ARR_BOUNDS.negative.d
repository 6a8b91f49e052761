/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[5];

BEGIN
{
	trace(a[-1]);
	exit(0);
}
