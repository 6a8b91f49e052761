/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int x;

END
{
	printf("end %d\n", x);
}

BEGIN
{
	x = 3;
	exit(3);
}
