/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%s\n", strchr("abc", 'x') == NULL ? "absent" : "there");
	printf("%s\n", strchr("abc", 'b') == NULL ? "absent" : "there");
	exit(0);
}
