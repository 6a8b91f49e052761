/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	trace(1);
	commit(1);
	exit(0);
}
