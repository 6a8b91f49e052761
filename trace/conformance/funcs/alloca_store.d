/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	p = (char *)alloca(8);
	p[0] = 'h';
	p[1] = 'i';
	p[2] = '\0';
	printf("%s\n", stringof(p));
	exit(0);
}
