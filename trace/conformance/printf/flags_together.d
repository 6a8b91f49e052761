/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("% d|%+ d|%-+5d|%+05d|%#5x|%-#7x|\n", 5, 5, 5, 5, 5, 5);
	exit(0);
}
