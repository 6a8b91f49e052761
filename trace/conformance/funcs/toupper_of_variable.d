/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

string s;

BEGIN
{
	printf("[%s]\n", (s = toupper(probename), tolower(s)));
	printf("[%s]\n", s);
	exit(0);
}
