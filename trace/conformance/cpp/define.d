/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#define	GREETING	"hello"
#define	DOUBLE(x)	((x) + (x))

BEGIN
{
	printf("%s %d\n", GREETING, DOUBLE(21));
	exit(0);
}
