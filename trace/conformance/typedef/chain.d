/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef int a_t;
typedef a_t b_t;
typedef b_t c_t;

c_t c;

BEGIN
{
	c = 0x1ffffffff;
	printf("%d %d\n", c, sizeof (c_t));
	exit(0);
}
