/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@a = count();
	normalize(@a, "1");
	exit(0);
}
