/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a[1] = count();
	@a[1, 2] = count();
	exit(0);
}
