/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int *p;

BEGIN
{
	trace(p->a);
	exit(0);
}
