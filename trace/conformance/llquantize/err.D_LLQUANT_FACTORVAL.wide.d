/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@ = llquantize(timestamp, 65536, 0, 6, 65536);
	exit(0);
}
