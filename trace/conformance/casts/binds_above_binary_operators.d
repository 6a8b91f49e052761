/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 255;
	printf("%d %d\n", (char)x + 1, (char)(x + 1));
	printf("%d %d\n", -(char)x, (char)-x);
	exit(0);
}
