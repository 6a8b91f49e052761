/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	trace(substr("abc", "b"));
	exit(0);
}
