/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a[1] = count();
	@a[2] = count();
	printa("line\n", @a);
	exit(0);
}
