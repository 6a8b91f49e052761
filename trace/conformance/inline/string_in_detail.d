/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline string NAME = "kernel";

BEGIN
{
	printf("%s %d %d\n", NAME, NAME == "kernel", strlen(NAME));
	exit(0);
}
