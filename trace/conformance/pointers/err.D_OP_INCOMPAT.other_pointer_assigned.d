/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int *p;
long *q;

BEGIN
{
	p = q;
	exit(0);
}
