/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = htons(1, 2);
	exit(0);
}
