/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	panic(1);
	exit(0);
}
