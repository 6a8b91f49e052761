/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%-*s][%0*d]\n", 6, "ab", 5, 42);
	exit(0);
}
