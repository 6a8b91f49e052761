/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	tracemem("abc", 1);
	exit(0);
}
