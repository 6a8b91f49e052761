/* SPDX-License-Identifier: BSD-2-Clause */
/* Predicates: user mode and kernel mode from two sources that must agree, and nothing of other guests. */
#pragma D option quiet

profile-499hz
/zonename == "mixed" && (vmregs[VMX_GUEST_CS_SELECTOR] & 3) == 3/
{
	@cpl["selector", "user"] = count();
}

profile-499hz
/zonename == "mixed" && (vmregs[VMX_GUEST_CS_SELECTOR] & 3) == 0/
{
	@cpl["selector", "kernel"] = count();
}

profile-499hz
/zonename == "mixed" && arg1 != 0/
{
	@cpl["arg", "user"] = count();
}

profile-499hz
/zonename == "mixed" && arg0 != 0/
{
	@cpl["arg", "kernel"] = count();
}

profile-499hz
/zonename == "no such guest" || execname != "qemu-kvm"/
{
	@cpl["nobody", "nobody"] = count();
}

tick-10s
{
	printa("%s %s %@d\n", @cpl);
	exit(0);
}
