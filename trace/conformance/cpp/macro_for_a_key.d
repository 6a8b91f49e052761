/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#define	KEY	"k", 1

BEGIN
{
	@a[KEY] = count();
	printa("%s %d %@d\n", @a);
	exit(0);
}
