/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option flowindent

BEGIN
{
	trace(1);
}

BEGIN
{
	exit(0);
}
