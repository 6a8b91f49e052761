/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	ustack(pid);
	exit(0);
}
