/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int (*p)(void);

BEGIN
{
	trace(*p);
	exit(0);
}
