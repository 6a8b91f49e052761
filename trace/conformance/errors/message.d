/* SPDX-License-Identifier: BSD-2-Clause */
int zero;

BEGIN
{
	trace(1 / zero);
}

BEGIN
{
	exit(0);
}
