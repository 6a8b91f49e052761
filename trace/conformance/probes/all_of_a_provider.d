/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

dtrace:::
{
	printf("%s\n", probename);
}

BEGIN
{
	exit(0);
}
