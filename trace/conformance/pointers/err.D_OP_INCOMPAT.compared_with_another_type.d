/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int *p;
char *q;

BEGIN
{
	trace(p == q);
	exit(0);
}
