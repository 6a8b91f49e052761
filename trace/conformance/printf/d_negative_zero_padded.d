/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%05d][%+05d][%5d]\n", -42, 42, -42);
	exit(0);
}
