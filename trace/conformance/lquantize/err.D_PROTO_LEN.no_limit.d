/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@ = lquantize(pid, 0);
}
