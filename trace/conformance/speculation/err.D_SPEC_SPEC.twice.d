/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	speculate(1);
	speculate(2);
	exit(0);
}
