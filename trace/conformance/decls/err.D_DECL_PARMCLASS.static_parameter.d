/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int (*f)(static int x);

BEGIN
{
	exit(0);
}
