/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@a[1] = count();
	printa("%d %d %@d", @a);
	exit(0);
}
