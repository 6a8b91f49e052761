/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", index("foo", "", 0));
	printf("%d\n", index("foo", "", 2));
	printf("%d\n", index("foo", "", 3));
	printf("%d\n", index("foo", "", 4));
	printf("%d\n", index("foo", "", -1));
	printf("%d\n", index("", "", 10));
	printf("%d\n", index("", "", -10));
	exit(0);
}
