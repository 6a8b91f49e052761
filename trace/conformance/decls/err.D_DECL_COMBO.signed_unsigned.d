/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

signed unsigned int x;

BEGIN
{
	exit(0);
}
