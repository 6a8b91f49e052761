/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-10ms
{
	printf("%d %x %x\n", uregs[R_RAX], uregs[R_RIP], vmregs[VMX_GUEST_RIP]);
	exit(0);
}
