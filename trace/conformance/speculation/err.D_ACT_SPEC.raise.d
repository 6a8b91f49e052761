/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	speculate(1);
	raise(9);
	exit(0);
}
