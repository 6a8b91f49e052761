/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int n;

tick-1ms
{
	@["all", n % 2 ? "odd" : "even"] = count();
	n++;
}

tick-1ms
/n == 10/
{
	printa("%-5s %-5s %@5d\n", @);
	exit(0);
}
