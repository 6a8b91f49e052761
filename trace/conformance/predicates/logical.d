/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
/probename == "BEGIN" && !(probeprov != "dtrace")/
{
	printf("true\n");
	exit(0);
}
