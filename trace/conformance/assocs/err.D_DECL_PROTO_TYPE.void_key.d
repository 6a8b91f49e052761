/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[int, void];

BEGIN
{
	exit(0);
}
