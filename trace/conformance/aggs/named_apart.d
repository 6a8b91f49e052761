/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = count();
	@b = count();
	@b = count();
	printa("a %@d\n", @a);
	printa("b %@d\n", @b);
	exit(0);
}
