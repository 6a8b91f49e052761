/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%o %o %o\n", (char)-1, -1, 8LL);
	exit(0);
}
