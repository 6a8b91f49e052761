/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	n = 0;
}

tick-1ms
/n < 4/
{
	if (n < 2) {
		if (n < 1) {
			printf("zero\n");
		} else {
			printf("one\n");
		}
	} else {
		if (n < 3)
			printf("two\n");
		else
			printf("three\n");
	}
	n++;
}

tick-1ms
/n == 4/
{
	exit(0);
}
