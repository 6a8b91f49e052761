/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = copyin(1);
	exit(0);
}
