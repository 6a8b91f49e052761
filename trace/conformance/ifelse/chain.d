/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	n = 0;
}

tick-1ms
{
	if (n == 0)
		printf("zero\n");
	else if (n == 1)
		printf("one\n");
	else if (n == 2)
		printf("two\n");
	else
		exit(0);
	n++;
}
