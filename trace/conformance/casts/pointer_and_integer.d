/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	p = (int *)0x1000;
	printf("%x %x\n", (uintptr_t)p, (uintptr_t)(p + 2));
	exit(0);
}
