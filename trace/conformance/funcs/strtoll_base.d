/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d\n", strtoll("ff", 16));
	printf("%d\n", strtoll("FF", 16));
	printf("%d\n", strtoll("0xff", 16));
	printf("%d\n", strtoll("-0XfF", 16));
	printf("%d\n", strtoll("0x", 16));
	printf("%d\n", strtoll("0xg", 16));
	printf("%d\n", strtoll("0xff", 10));
	printf("%d\n", strtoll("777", 8));
	printf("%d\n", strtoll("0778", 8));
	printf("%d\n", strtoll("101", 2));
	printf("%d\n", strtoll("102", 2));
	printf("%d\n", strtoll("zz", 36));
	printf("%d\n", strtoll("z", 35));
	exit(0);
}
