/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	p = (void *)0;
	p = p + 1;
	exit(0);
}
