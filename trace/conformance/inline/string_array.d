/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline string name[int n] = n == 0 ? "zero" : n == 1 ? "one" : "many";

BEGIN
{
	printf("%s %s %s\n", name[0], name[1], name[2]);
	exit(0);
}
