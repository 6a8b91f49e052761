/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	copyinto(1, 2);
	exit(0);
}
