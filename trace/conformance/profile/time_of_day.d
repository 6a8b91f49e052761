/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	w = walltimestamp;
	t = timestamp;
}

tick-2s
{
	printf("%d\n", walltimestamp - w == timestamp - t);
	exit(0);
}
