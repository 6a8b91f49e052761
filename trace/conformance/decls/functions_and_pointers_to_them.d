/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int (*f)(int a, char *b, ...);
void *(*table[4])(void);

struct s {
	int (*(*deep)(void))[3];
};

BEGIN
{
	printf("%d %d %d %d\n", sizeof (f), sizeof (table), sizeof (struct s), f == NULL);
	exit(0);
}
