/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
/strstr("hello", "ell") != NULL/
{
	printf("found\n");
}

BEGIN
/strlen("hello") != 5/
{
	printf("not reached\n");
}

BEGIN
/toupper("abc") == "ABC"/
{
	printf("equal\n");
	exit(0);
}
