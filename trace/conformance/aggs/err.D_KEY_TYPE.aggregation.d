/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@b = count();
	@a[@b] = count();
	exit(0);
}
