/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#define	WANTED

BEGIN
{
#ifdef WANTED
	printf("wanted\n");
#else
	printf("not wanted\n");
#endif
#ifndef WANTED
	printf("not wanted\n");
#endif
	exit(0);
}
