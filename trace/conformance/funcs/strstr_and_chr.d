/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	s = "hello world";
	printf("%s|%s|%s\n", strstr(s, "lo"), strchr(s, 'o'), strrchr(s, 'o'));
	exit(0);
}
