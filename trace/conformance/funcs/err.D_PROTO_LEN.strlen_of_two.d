/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	trace(strlen("a", "b"));
	exit(0);
}
