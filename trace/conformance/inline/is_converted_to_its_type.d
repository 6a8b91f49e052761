/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline char C = 300;
inline uint16_t U = -1;
inline long L = 1;

BEGIN
{
	printf("%d %d %d %d %d\n", C, U, sizeof (C), sizeof (U), sizeof (L));
	exit(0);
}
