/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	trace(args[pid]);
	exit(0);
}
