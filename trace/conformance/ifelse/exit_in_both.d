/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
/pid == 0/
{
	if (pid == 1) {
		exit(3);
	} else if (pid == 0) {
		printf("here\n");
		exit(5);
	} else {
		exit(4);
	}
	printf("bad\n");
}
