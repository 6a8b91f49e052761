/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a = sum(3);
	printa("%@u %@x %@5d|\n", @a);
	exit(0);
}
