/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D depends_on module nosuchmodule

BEGIN
{
	exit(0);
}
