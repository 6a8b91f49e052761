/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

extern int a;
extern unsigned char b;
extern string s;

BEGIN
{
	exit(0);
}
