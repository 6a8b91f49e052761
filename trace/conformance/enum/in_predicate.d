/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum e {
	NO,
	YES
};

BEGIN
/YES/
{
	printf("yes\n");
	exit(0);
}
