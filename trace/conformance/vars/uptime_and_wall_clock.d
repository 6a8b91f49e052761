/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	t = timestamp;
	w = walltimestamp;
}

tick-250ms
{
	printf("%d %d\n", (timestamp - t) / 1000000, (walltimestamp - w) / 1000000);
	exit(0);
}
