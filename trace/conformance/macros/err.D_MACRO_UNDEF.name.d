/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	trace($nosuch);
	exit(0);
}
