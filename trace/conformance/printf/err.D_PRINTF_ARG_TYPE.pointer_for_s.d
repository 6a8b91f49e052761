/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	printf("%s", (char *)0);
	exit(0);
}
