/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%c%c%c\n", 'a', (char)98, (int)99);
	exit(0);
}
