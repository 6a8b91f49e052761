/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", strchr("hello", 'x') == NULL);
	printf("%d\n", strchr("", 'x') == NULL);
	printf("%d\n", strchr("hello", 'h') == NULL);
	printf("%d\n", strchr("hello", 0) == NULL);
	printf("%d\n", strrchr("hello", 'x') == NULL);
	printf("%d\n", strrchr("hello", 'o') != NULL);
	exit(0);
}
