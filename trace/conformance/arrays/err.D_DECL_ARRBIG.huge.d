/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[0x7fffffffffff];

BEGIN
{
	exit(0);
}
