/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", strstr("Hello", "h") == NULL);
	printf("%d\n", strstr("Hello", "H") == NULL);
	exit(0);
}
