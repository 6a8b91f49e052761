/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@ = sum(1);
	commit(1);
	exit(0);
}
