/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = lltostr();
	exit(0);
}
