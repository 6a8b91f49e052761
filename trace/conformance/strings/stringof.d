/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%s %s\n", stringof("abc"), stringof(probename));
	exit(0);
}
