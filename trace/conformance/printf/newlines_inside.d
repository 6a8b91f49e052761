/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("a\nb\n\nc\n");
	exit(0);
}
