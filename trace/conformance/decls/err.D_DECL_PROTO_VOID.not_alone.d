/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int (*f)(int, void);

BEGIN
{
	exit(0);
}
