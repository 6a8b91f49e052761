/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	printf("%d", (char *)0);
	exit(0);
}
