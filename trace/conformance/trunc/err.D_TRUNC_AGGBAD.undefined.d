/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	trunc(@a, 1);
	exit(0);
}
