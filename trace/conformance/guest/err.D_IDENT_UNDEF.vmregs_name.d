/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-10ms
{
	trace(vmregs[VMX_GUEST_CR33]);
	exit(0);
}
