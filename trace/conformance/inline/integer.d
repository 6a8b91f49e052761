/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int answer = 42;

BEGIN
{
	printf("%d\n", answer);
	exit(0);
}
