/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

string s;

BEGIN
{
	printf("%d %d\n", sizeof (string), sizeof (s));
	exit(0);
}
