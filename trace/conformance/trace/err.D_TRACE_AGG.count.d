/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@a = count();
	trace(@a);
	exit(0);
}
