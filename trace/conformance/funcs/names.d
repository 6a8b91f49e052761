/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%s %s %s\n", basename("/usr/lib/libc.so"), dirname("/usr/lib/libc.so"), cleanpath("/usr/./lib/../bin"));
	exit(0);
}
