/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int zero;

BEGIN
{
	trace(1 / zero);
}

ERROR
{
	printf("%s:%s:%s:%s epid %d\n", probeprov, probemod, probefunc, probename, arg1);
	exit(0);
}
