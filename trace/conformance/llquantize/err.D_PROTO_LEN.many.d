/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@ = llquantize(timestamp, 10, 0, 6, 20, 1, 1);
	exit(0);
}
