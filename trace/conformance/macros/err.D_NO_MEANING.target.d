/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	trace($target);
	exit(0);
}
