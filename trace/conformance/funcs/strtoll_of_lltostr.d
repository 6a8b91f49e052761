/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", strtoll(lltostr(-123456789)));
	printf("%d\n", strtoll(lltostr(48879, 16), 16));
	printf("%d\n", strtoll(lltostr(511, 8), 8));
	exit(0);
}
