/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int i;

BEGIN
{
	trace(*i);
	exit(0);
}
