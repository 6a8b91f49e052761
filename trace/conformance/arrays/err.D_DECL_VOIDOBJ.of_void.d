/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

void a[3];

BEGIN
{
	exit(0);
}
