/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	char c;
	int i;
	char d;
	long l;
};

BEGIN
{
	printf("%d\n", sizeof (struct s));
	exit(0);
}
