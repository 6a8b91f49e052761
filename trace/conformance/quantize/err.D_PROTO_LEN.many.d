/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@ = quantize(1, 2, 3);
}
