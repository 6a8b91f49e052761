/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["abc", 5] = sum(123);
	printa(@a);
	exit(0);
}
