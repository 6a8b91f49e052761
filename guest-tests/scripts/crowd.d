/* SPDX-License-Identifier: BSD-2-Clause */
/* Which guest and address space runs, for many guests. */
#pragma D option quiet

profile-499hz
{
	@[zonename, vmregs[VMX_GUEST_CR3]] = count();
}

tick-10s
{
	printa("%s 0x%x %@d\n", @);
	exit(0);
}
