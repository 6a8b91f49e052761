/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int never;

BEGIN
/never/
{
	@a = count();
}

BEGIN
{
	printa("%@d\n", @a);
	printf("end\n");
	exit(0);
}
