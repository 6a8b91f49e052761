/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int (*f)(void nothing);

BEGIN
{
	exit(0);
}
