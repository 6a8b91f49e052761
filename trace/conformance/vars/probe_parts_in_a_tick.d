/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-5ms
{
	printf("%s|%s|%s|%s\n", probeprov, probemod, probefunc, probename);
	exit(0);
}
