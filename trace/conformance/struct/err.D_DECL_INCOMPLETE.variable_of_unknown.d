/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct nosuch v;

BEGIN
{
	exit(0);
}
