/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = sum(100);
	normalize(@a, 3);
	exit(0);
}
