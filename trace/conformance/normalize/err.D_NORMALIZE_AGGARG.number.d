/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	normalize(1, 1);
	exit(0);
}
