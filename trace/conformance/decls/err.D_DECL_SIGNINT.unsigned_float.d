/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

unsigned float f;

BEGIN
{
	exit(0);
}
