/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", rindex("foo bar foo", "foo", 0));
	printf("%d\n", rindex("foo bar foo", "foo", 7));
	printf("%d\n", rindex("foo bar foo", "foo", 8));
	printf("%d\n", rindex("foo bar foo", "foo", 10));
	printf("%d\n", rindex("foo bar foo", "foo", 400));
	printf("%d\n", rindex("foo bar foo", "foo", -1));
	printf("%d\n", rindex("foo bar foo", "bar", 3));
	printf("%d\n", rindex("foo bar foo", "bar", 4));
	exit(0);
}
