/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#define	A

BEGIN
{
#if defined(A) && !defined(B)
	printf("a\n");
#endif
	exit(0);
}
