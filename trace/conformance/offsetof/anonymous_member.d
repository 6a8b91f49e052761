/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int a;
	struct {
		int b;
		int c;
	};
};

BEGIN
{
	printf("%d\n", offsetof(struct s, c));
	exit(0);
}
