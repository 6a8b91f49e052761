/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%x %x %x %x\n", (char)-1, (short)-1, -1, -1LL);
	exit(0);
}
