/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

dtrace:::BEG*
{
	printf("%s\n", probename);
	exit(0);
}
