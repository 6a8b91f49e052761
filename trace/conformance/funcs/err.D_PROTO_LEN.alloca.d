/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = alloca();
	exit(0);
}
