/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#define	TWO	\
	printf("one\n"); \
	printf("two\n")

BEGIN
{
	TWO;
	exit(0);
}
