/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#define	NOTHING

BEGIN NOTHING
{
	NOTHING
	printf("a\n") NOTHING;
	exit(0);
}
