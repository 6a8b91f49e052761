/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	@a = count();
	printf("%d", @a);
	exit(0);
}
