/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	speculate(0);
	printf("nothing\n");
}

BEGIN
{
	printf("end\n");
	exit(0);
}
