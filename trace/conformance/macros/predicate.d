/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
/$1 > 3/
{
	printf("more\n");
}

BEGIN
{
	exit(0);
}
