/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%'d %'d %'d\n", 1, 1234, 1234567);
	exit(0);
}
