/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@ = lquantize(timestamp, 0, 10, 2);
	@ = lquantize(timestamp, 0, 10, 5);
	exit(0);
}
