/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@ = lquantize(timestamp, 5, 5);
	exit(0);
}
