/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@a[1] = count();
	@b["x"] = count();
	printa(@a, @b);
	exit(0);
}
