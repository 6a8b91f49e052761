/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = inet_ntop("2", alloca(4));
	exit(0);
}
