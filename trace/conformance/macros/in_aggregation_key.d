/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a[$$1] = sum($2);
	printa("%s %@d\n", @a);
	exit(0);
}
