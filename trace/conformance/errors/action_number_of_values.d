/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int zero;

ERROR
{
	printf("%d\n", arg2);
}

BEGIN { trace(1 / zero); }
BEGIN { x = 1; y = 2; trace(1 / zero); }
BEGIN { printf("none"); printf("%d %d %d", 1, 2, 1 / zero); }
BEGIN { x = 1; printf("%d %d", 1, 2); trace(3); z = 1 / zero; }
BEGIN { @a[1 / zero] = count(); }
BEGIN { @b[1, 2] = sum(1 / zero); }
BEGIN { @b[1, 2] = sum(3); @c = count(); trace(*(int *)zero); }
BEGIN { exit(0); }
