/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option bufpolicy=ring
#pragma D option bufsize=4k

BEGIN
{
	printf("kept\n");
	exit(0);
}
