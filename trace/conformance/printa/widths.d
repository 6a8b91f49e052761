/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a["abc", 7] = sum(42);
	printa("[%-6s][%4d][%@6d][%-@6d]\n", @a);
	exit(0);
}
