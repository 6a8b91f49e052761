/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[2];

BEGIN
{
	p = &a[0];
	trace(p->a);
	exit(0);
}
