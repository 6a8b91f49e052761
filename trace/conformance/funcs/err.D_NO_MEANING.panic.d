/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	panic();
	exit(0);
}
