/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	trace(1);
	speculate(1);
	exit(0);
}
