/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

/* Cleared, but not printed: that is done at the end. */
BEGIN
{
	@a["k"] = count();
	clear(@a);
	exit(0);
}
