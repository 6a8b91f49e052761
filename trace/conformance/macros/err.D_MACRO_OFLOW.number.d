/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	trace($99999999999);
	exit(0);
}
