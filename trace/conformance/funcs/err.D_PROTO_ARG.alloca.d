/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = alloca("1");
	exit(0);
}
