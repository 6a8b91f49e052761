/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%s %s\n", toupper("Hello 1"), tolower("Hello 1"));
	exit(0);
}
