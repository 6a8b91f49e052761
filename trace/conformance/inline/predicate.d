/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int wanted = 1;

BEGIN
/wanted/
{
	printf("wanted\n");
	exit(0);
}
