/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	printf("%Y", 1);
	exit(0);
}
