/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@ = quantize(pid);
	@ = llquantize(pid, 10, 0, 6, 20);
}
