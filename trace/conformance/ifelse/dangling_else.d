/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	if (1)
		if (0)
			printf("a\n");
		else
			printf("b\n");
	exit(0);
}
