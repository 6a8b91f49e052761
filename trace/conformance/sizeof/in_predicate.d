/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
/sizeof (long) == 8 && sizeof (int) == 4/
{
	printf("LP64\n");
	exit(0);
}
