/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@ = lquantize(timestamp, 0, 10, pid);
	exit(0);
}
