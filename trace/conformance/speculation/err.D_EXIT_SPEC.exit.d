/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	speculate(1);
	trace(1);
	exit(0);
}
