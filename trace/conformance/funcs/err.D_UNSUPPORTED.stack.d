/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	stack();
	exit(0);
}
