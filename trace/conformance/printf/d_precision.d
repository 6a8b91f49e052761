/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%.5d][%8.5d][%-8.5d][%.0d]\n", 42, 42, 42, 7);
	exit(0);
}
