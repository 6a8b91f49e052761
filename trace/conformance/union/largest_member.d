/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

union u {
	char c;
	short s;
	long l;
	int i;
};

BEGIN
{
	printf("%d %d %d\n", sizeof (union u), offsetof(union u, c), offsetof(union u, l));
	exit(0);
}
