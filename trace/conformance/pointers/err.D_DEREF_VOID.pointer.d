/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

void *p;

BEGIN
{
	trace(*p);
	exit(0);
}
