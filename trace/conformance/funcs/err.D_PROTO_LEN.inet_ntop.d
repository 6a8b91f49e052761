/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	x = inet_ntop(2);
	exit(0);
}
