/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 1;
	exit(0);
}

END
/x == 2/
{
	printf("not this\n");
}

END
/x == 1/
{
	printf("this\n");
}
