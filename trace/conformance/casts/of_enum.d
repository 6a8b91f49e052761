/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum e {
	A = 300
};

BEGIN
{
	printf("%d\n", (char)A);
	exit(0);
}
