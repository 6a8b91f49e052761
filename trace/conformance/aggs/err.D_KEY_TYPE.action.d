/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@a[trace(1)] = count();
	exit(0);
}
