/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 5;
	printf("%s\n", x < 3 ? "low" : x < 6 ? "middle" : "high");
	exit(0);
}
