/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int zero;

BEGIN
{
	exit(0);
}

END
{
	trace(1 / zero);
}

ERROR
{
	printf("error\n");
}
