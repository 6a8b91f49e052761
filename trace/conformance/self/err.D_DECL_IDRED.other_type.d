/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

self int x;
self long x;

BEGIN
{
	exit(0);
}
