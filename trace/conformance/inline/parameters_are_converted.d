/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int low[uint8_t b] = b;
inline long neg[int i] = -i;

BEGIN
{
	printf("%d %d\n", low[0x1ff], neg[0x100000001]);
	exit(0);
}
