/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	trace("abc");
	trace("def");
	exit(0);
}
