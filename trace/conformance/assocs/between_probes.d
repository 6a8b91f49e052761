/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	start["x"] = 5;
}

tick-1ms
/start["x"]/
{
	printf("%d\n", start["x"]);
	start["x"] = 0;
	exit(0);
}
