/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int printer;
int exited;

BEGIN
{
	printer = 1;
	exited = 2;
	printf("%d\n", printer + exited);
	exit(0);
}
