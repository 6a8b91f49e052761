/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	printf("%z", 1);
	exit(0);
}
