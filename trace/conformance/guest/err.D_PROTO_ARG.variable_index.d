/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int i;

tick-10ms
{
	trace(vmregs[i]);
	exit(0);
}
