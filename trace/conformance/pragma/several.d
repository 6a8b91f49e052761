/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option bufsize=64k
#pragma D option aggsize=128k
#pragma D option strsize=32
#pragma D option switchrate=10hz

BEGIN
{
	printf("options\n");
	exit(0);
}
