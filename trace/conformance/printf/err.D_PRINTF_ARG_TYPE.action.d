/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	printf("%d", trace(1));
	exit(0);
}
