/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

dtrace:::BEGIN
{
	printf("begin\n");
	exit(0);
}

dtrace:::END
{
	printf("end\n");
}
