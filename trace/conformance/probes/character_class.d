/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

dtrace:::[A-C]EGIN
{
	printf("%s\n", probename);
	exit(0);
}
