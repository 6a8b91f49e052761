/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int x;

BEGIN
{
	p = &x;
	exit(0);
}
