/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet=1
BEGIN
{
	printf("quiet\n");
	exit(0);
}
