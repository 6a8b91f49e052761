/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#define	START	BEGIN
#define	AND	&&

START
/1 AND 1/
{
	printf("%s\n", probename);
	exit(0);
}
