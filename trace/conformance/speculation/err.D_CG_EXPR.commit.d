/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = 1 + commit(1);
	exit(0);
}
