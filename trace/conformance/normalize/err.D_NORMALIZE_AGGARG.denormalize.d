/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	denormalize(1);
	exit(0);
}
