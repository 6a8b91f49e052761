/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", rindex("foo bar foo", "foo"));
	printf("%d\n", rindex("foo bar foo", "bar"));
	printf("%d\n", rindex("foo bar foo", " "));
	printf("%d\n", rindex("foo", "x"));
	printf("%d\n", rindex("foo", "foo bar"));
	printf("%d\n", rindex("", "foo"));
	printf("%d\n", rindex("", ""));
	printf("%d\n", rindex("foo", ""));
	exit(0);
}
