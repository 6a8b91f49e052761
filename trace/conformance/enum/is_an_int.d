/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum e {
	A,
	B
};

enum e v;

BEGIN
{
	v = B;
	printf("%d %d %d %d\n", sizeof (enum e), sizeof (v), sizeof (A), v + A * 2);
	exit(0);
}
