/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = count();
	exit(0);
}

END
{
	@a = count();
	printa("%@d\n", @a);
}
