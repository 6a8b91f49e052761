/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a[1] = sum(1);
	@a[2] = sum(2);
	printa("%d", @a);
	setopt("aggsortrev");
	printa("%d", @a);
	setopt("aggsortrev", "false");
	printa("%d\n", @a);
	exit(0);
}
