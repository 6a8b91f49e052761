/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

void x;

BEGIN
{
	exit(0);
}
