/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D binding "one" x

BEGIN
{
	exit(0);
}
