/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@a[1];
	exit(0);
}
