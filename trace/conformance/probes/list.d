/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN,
tick-10ms
{
	printf("%s\n", probename);
}

tick-10ms
{
	exit(0);
}
