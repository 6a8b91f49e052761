/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	tracemem(1, 0);
	exit(0);
}
