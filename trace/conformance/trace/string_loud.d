/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	trace("abc");
	exit(0);
}
