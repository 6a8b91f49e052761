/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	char c;
	int b : 8;
	int d : 20;
	short e;
};

union u {
	struct s s;
	uint8_t bytes[12];
} u;

BEGIN
{
	u.s.b = 0x55;
	u.s.e = 0x77;
	printf("%d %x %d\n", sizeof (struct s), u.bytes[1], offsetof(struct s, e));
	exit(0);
}
