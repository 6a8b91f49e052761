/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 20;
	trace(x * 2 + 2);
	exit(0);
}
