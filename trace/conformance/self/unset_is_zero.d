/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

self int x;

BEGIN
{
	printf("%d\n", self->x);
	exit(0);
}
