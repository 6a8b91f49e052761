/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline string greeting = "hello";

BEGIN
{
	printf("%s\n", greeting);
	exit(0);
}
