/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	a = "\377";
	printf("%d %d\n", a > "a", "\200" > "\177");
	exit(0);
}
