/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#define	A
#define	B

BEGIN
{
#ifdef A
#ifdef B
	printf("both\n");
#endif
#endif
	exit(0);
}
