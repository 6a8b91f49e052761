/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef struct {
	char a;
	short b;
} s_t;

BEGIN
{
	printf("%d\n", offsetof(s_t, b));
	exit(0);
}
