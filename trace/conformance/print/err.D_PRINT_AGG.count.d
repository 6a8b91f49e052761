/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@a = count();
	print(@a);
	exit(0);
}
