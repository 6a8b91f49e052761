/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	s = speculation();
	printf("x\n");
	speculate(s);
}
