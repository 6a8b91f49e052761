/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	line = "a b c";
	printf("%s\n", strtok(line, " "));
	line = "d e f";
	printf("%s\n", strtok(NULL, " "));
	printf("%s\n", line);
	exit(0);
}
