/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", trace(1));
	exit(0);
}
