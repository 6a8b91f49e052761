/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int *p;

BEGIN
{
	trace(p[1, 2]);
	exit(0);
}
