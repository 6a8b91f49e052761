/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", rindex("foo", "", 0));
	printf("%d\n", rindex("foo", "", 2));
	printf("%d\n", rindex("foo", "", 3));
	printf("%d\n", rindex("foo", "", 4));
	printf("%d\n", rindex("foo", "", -1));
	printf("%d\n", rindex("", "", 10));
	printf("%d\n", rindex("", "", -10));
	exit(0);
}
