/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline string WHAT = probename;
inline int IS_BEGIN = probename == "BEGIN" ? 1 : 0;

BEGIN
/IS_BEGIN/
{
	printf("%s %d\n", WHAT, IS_BEGIN);
	exit(0);
}
