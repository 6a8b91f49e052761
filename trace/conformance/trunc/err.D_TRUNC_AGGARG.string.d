/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	trunc("a");
	exit(0);
}
