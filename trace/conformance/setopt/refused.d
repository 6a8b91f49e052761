/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	setopt("nonsense");
	setopt("bufsize", "1k");
	setopt("aggsortpos", "x");
	printf("on\n");
	exit(0);
}
