/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	trace(1), trace(2);
	exit(0);
}
