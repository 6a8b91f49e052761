/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@ = lquantize(timestamp, 0, 2147483648);
	exit(0);
}
