/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int is_sh[string s] = s == "sh" || s == "bash";

BEGIN
{
	n = "bash";
	printf("%d %d %d\n", is_sh["sh"], is_sh[n], is_sh["zsh"]);
	exit(0);
}
