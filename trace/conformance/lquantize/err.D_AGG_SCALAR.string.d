/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@ = lquantize(execname, 0, 10);
}
