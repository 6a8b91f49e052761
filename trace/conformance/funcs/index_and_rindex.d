/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	s = "hello world";
	printf("%d %d %d %d\n", index(s, "o"), rindex(s, "o"), index(s, "x"), index(s, "o", 5));
	exit(0);
}
