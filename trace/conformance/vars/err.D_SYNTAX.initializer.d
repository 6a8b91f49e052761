/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int x = 1;

BEGIN
{
	exit(0);
}
