/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

union u {
	char c[5];
	short s;
};

union v {
	char c[9];
	long l;
};

BEGIN
{
	printf("%d %d\n", sizeof (union u), sizeof (union v));
	exit(0);
}
