/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	frobnicate(1);
	exit(0);
}
