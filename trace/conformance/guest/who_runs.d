/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-10ms
{
	printf("%d %d %s %s\n", pid, tid, execname, zonename);
	exit(0);
}
