/* SPDX-License-Identifier: BSD-2-Clause */
struct s { int a; } s;

BEGIN
{
	@a[s] = count();
	exit(0);
}
