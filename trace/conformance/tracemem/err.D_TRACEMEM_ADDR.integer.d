/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	tracemem("abc", 2);
	exit(0);
}
