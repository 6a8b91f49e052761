/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a = b = 1;
	(a ? a : b) = 3;
	exit(0);
}
