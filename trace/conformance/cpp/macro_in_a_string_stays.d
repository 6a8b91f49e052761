/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#define	NAME	other

BEGIN
{
	printf("NAME\n");
	exit(0);
}
