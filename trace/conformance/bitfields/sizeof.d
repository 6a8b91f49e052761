/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct flags {
	unsigned int a : 1;
	unsigned int b : 31;
	unsigned int c : 1;
};

BEGIN
{
	printf("%d\n", sizeof (struct flags));
	exit(0);
}
