/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	print();
	exit(0);
}
