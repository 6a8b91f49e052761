/* SPDX-License-Identifier: BSD-2-Clause */
/* An array of characters is a string where one is wanted, also as a key; one that is full has no NUL. */
#pragma D option quiet

struct named {
	char name[4];
	int number;
} x;

BEGIN
{
	x.name[0] = 'a';
	x.name[1] = 'b';
	printf("[%s] [%5s]", x.name, x.name);
	x.name[2] = 'c';
	x.name[3] = 'd';
	x.number = 0x65656565;
	printf(" [%s] %p\n", x.name, (void *)0x1234);
	@[x.name] = count();
	exit(0);
}
