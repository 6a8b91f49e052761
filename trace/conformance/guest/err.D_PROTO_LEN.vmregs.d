/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-10ms
{
	trace(vmregs[1, 2]);
	exit(0);
}
