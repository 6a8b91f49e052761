/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", strlen(strjoin("abc", "de")));
	printf("%d\n", strlen(substr("abcdef", 2)));
	printf("%d\n", strlen(probename));
	exit(0);
}
