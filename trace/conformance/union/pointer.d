/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

union u {
	int i;
	short s[2];
};

union u v[1];

BEGIN
{
	p = &v[0];
	p->i = 0x20001;
	printf("%d %d\n", p->s[0], p->s[1]);
	exit(0);
}
