/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = count();
	@a[1] = count();
	exit(0);
}
