/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	ustack(1, 1, 1);
	exit(0);
}
