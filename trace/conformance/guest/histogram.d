/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

profile-97hz
/execname == "qemu-kvm"/
{
	@[pid, vmregs[VMX_GUEST_CR3]] = count();
}

tick-10s
{
	printa("%05d 0x%x %@d\n", @);
	exit(0);
}
