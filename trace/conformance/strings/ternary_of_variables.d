/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a = "one";
	b = "two";
	c = 0 ? a : b;
	printf("%s\n", c);
	exit(0);
}
