/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int typedef a_t;
unsigned typedef long b_t;

BEGIN
{
	printf("%d %d\n", sizeof (a_t), sizeof (b_t));
	exit(0);
}
