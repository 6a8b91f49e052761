/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a = 1;
	b = 0;
	if (a)
		if (b)
			printf("both\n");
		else
			printf("a alone\n");
	if (b)
		if (a)
			printf("both\n");
		else
			printf("wrong\n");
	exit(0);
}
