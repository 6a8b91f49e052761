/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a[(char)1, (short)2, 3, 4LL] = count();
	exit(0);
}
