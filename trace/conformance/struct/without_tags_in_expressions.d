/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d %d\n", sizeof (struct { int a; char b; }), (enum { P, Q })1 == Q);
	exit(0);
}
