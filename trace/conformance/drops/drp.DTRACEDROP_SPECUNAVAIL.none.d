/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	speculation();
	printf("%d\n", speculation());
	exit(0);
}
