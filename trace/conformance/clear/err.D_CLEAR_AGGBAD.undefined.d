/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	clear(@a);
	exit(0);
}
