/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", index("foo bar foo", "foo"));
	printf("%d\n", index("foo bar foo", "bar"));
	printf("%d\n", index("foo bar foo", " "));
	printf("%d\n", index("foo", "x"));
	printf("%d\n", index("foo", "foo bar"));
	printf("%d\n", index("", "foo"));
	printf("%d\n", index("", ""));
	printf("%d\n", index("foo", ""));
	exit(0);
}
