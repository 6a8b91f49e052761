/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

string s;

BEGIN
{
	printf("%d\n", strlen((string)NULL));
}

ERROR
{
	printf("%d\n", arg4 == DTRACEFLT_BADADDR);
	exit(0);
}
