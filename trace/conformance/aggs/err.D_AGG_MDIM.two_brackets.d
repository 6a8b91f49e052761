/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@a[1][2] = count();
	exit(0);
}
