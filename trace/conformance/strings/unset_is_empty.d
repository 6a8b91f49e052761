/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

string s;

BEGIN
/s == ""/
{
	printf("empty\n");
	exit(0);
}
