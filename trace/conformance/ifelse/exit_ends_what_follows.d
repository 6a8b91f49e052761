/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("before\n");
	if (pid == 0) {
		exit(3);
		printf("the same block goes on\n");
		if (1)
			printf("bad\n");
		printf("bad\n");
	} else {
		printf("bad\n");
	}
	printf("bad\n");
	exit(4);
}

END
{
	printf("end\n");
}
