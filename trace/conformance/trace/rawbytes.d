/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option rawbytes
#pragma D option strsize=8

BEGIN
{
	trace("abc");
	trace(7);
	exit(0);
}
