/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%z\n", 1);
	exit(0);
}
