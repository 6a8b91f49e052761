/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	printf("abc");
	trace(1);
	printf("def");
	exit(0);
}
