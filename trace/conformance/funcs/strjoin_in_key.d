/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	@a[strjoin("a", "b")] = count();
	printa("%s %@d\n", @a);
	exit(0);
}
