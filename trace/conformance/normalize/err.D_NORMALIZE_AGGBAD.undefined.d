/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	normalize(@a, 1);
	exit(0);
}
