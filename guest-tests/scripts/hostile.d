/* SPDX-License-Identifier: BSD-2-Clause */
/* The profile beside hostile guests: 97 samples a second, whoever runs, for 30 s. */
#pragma D option quiet

profile-97hz
{
	@guests[zonename] = count();
	@total["all"] = count();
}

tick-30s
{
	printa("samples of %s: %@d\n", @guests);
	printa("samples of %s: %@d\n", @total);
	exit(0);
}
