/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int v;

BEGIN
{
	trace(v.a);
	exit(0);
}
