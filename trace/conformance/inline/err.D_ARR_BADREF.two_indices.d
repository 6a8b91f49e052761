/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline string s = "abc";

BEGIN
{
	trace(s[1, 2]);
	exit(0);
}
