/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef enum {
	OFF,
	ON
} state_t;

state_t s;

BEGIN
{
	s = ON;
	printf("%d\n", s);
	exit(0);
}
