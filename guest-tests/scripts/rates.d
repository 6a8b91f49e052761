/* SPDX-License-Identifier: BSD-2-Clause */
/* Three rates at once, not multiples of each other: in 10 s there must be 970, 4990 and 9970 samples on each CPU, give or
   take one. */
#pragma D option quiet

profile-97hz, profile-499hz, profile-997hz
{
	@[probename, cpu] = count();
}

tick-10s
{
	printa("rate %s cpu %d samples %@d\n", @);
	exit(0);
}
