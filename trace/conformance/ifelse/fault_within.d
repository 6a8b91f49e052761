/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	zero = 0;
	if (zero == 0) {
		printf("before\n");
		x = 1 / zero;
		printf("not here\n");
	} else {
		printf("nor here\n");
	}
}

ERROR
{
	printf("%d\n", arg4);
}

BEGIN
{
	exit(0);
}
