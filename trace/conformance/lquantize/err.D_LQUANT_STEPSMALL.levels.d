/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@ = lquantize(timestamp, 0, 65536);
	exit(0);
}
