/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", index("foo bar foo", "foo", 0));
	printf("%d\n", index("foo bar foo", "foo", 1));
	printf("%d\n", index("foo bar foo", "foo", 8));
	printf("%d\n", index("foo bar foo", "foo", 9));
	printf("%d\n", index("foo bar foo", "foo", 11));
	printf("%d\n", index("foo bar foo", "foo", 400));
	printf("%d\n", index("foo bar foo", "foo", -1));
	printf("%d\n", index("foo bar foo", "foo", -400));
	exit(0);
}
