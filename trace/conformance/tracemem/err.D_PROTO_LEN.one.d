/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	tracemem(1);
	exit(0);
}
