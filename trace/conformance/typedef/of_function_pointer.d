/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef int (*handler_t)(int, char *);
typedef void (*void_t)(void);

struct ops {
	handler_t h;
	void_t v;
	long (*direct)(const char *, ...);
};

BEGIN
{
	printf("%d %d\n", sizeof (handler_t), sizeof (struct ops));
	exit(0);
}
