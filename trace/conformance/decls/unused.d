/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int x;
string s;
struct t {
	int a;
};

BEGIN
{
	exit(0);
}
