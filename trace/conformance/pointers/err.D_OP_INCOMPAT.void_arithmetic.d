/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

void *p;

BEGIN
{
	p = p + 1;
	exit(0);
}
