/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	tracemem(1, 1, 1, 1);
	exit(0);
}
