/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
/timestamp/
{
	printf("ok\n");
}

BEGIN
{
	exit(0);
}
