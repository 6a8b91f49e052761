/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@ = llquantize(timestamp, 10, 0, 6, 20);
	@ = llquantize(timestamp, 10, 0, 6, 100);
	exit(0);
}
