/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option bufpolicy=ring
#pragma D option bufsize=1k

int n;

tick-1ms
{
	n++;
	printf("%s", n > 1 && n < 900 ? "" : n == 900 ? "last\n" : "first\n");
}

tick-900500us
{
	exit(0);
}
