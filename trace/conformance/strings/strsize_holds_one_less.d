/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option strsize=8

BEGIN
{
	a = "1234567";
	b = "12345678";
	c = "123456789";
	printf("%s %s %s\n", a, b, c);
	printf("%d %d\n", a == b, b == c);
	exit(0);
}
