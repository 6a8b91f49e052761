/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma ident "something"

BEGIN
{
	exit(0);
}
