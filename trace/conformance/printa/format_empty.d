/* SPDX-License-Identifier: BSD-2-Clause */
/* An empty format is one: nothing is printed, and not what printa(@) prints. */
#pragma D option quiet

BEGIN
{
	@a[1] = count();
	printa("", @a);
	printf("end\n");
	exit(0);
}
