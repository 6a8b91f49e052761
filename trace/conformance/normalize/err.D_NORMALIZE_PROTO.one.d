/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@a = count();
	normalize(@a);
	exit(0);
}
