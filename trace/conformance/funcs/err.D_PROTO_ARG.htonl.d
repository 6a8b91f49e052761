/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = htonl("1");
	exit(0);
}
