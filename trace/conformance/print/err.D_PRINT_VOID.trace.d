/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	print(trace(1));
	exit(0);
}
