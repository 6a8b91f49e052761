/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int v;
inline long other = v;

BEGIN
{
	other = 5;
	exit(0);
}
