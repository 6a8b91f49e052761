/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a[255ULL] = count();
	printa("0x%x %@d\n", @a);
	exit(0);
}
