/* SPDX-License-Identifier: BSD-2-Clause */
BEGIN
{
	commit("one");
	exit(0);
}
