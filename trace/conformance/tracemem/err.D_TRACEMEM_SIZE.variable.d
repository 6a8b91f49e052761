/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	tracemem(1, pid);
	exit(0);
}
