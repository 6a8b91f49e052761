/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@a = count();
	clear(@a, 1);
	exit(0);
}
