/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 1;
	if (x)
		printf("yes\n");
	if (!x)
		printf("no\n");
	printf("end\n");
	exit(0);
}
