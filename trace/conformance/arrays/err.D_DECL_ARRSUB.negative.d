/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[-1];

BEGIN
{
	exit(0);
}
