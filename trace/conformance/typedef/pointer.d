/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef int *int_pointer;

BEGIN
{
	printf("%d\n", sizeof (int_pointer));
	exit(0);
}
