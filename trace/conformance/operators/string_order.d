/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d %d %d %d\n", "abc" < "abd", "abc" <= "abc", "b" > "abc", "" >= "a");
	exit(0);
}
