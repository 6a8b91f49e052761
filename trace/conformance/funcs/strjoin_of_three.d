/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%s\n", strjoin("ab", strjoin("cd", "ef")));
	exit(0);
}
