/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@ = lquantize(timestamp, -2147483649, 10);
	exit(0);
}
