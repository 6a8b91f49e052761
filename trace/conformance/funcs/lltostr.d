/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%s]\n", lltostr(0));
	printf("[%s]\n", lltostr(1234567890));
	printf("[%s]\n", lltostr(-1));
	printf("[%s]\n", lltostr(9223372036854775807));
	printf("[%s]\n", lltostr(-9223372036854775807 - 1));
	printf("[%s]\n", lltostr(0xffffffffffffffff));
	printf("[%s]\n", lltostr('a'));
	exit(0);
}
