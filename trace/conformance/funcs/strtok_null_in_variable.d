/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->none = strchr("abc", 'x');
	printf("%d\n", strtok(this->none, ",") == NULL);
	printf("%s\n", strtok("one,two", ","));
	printf("%s\n", strtok(this->none, ","));
	printf("%d\n", strtok(this->none, ",") == NULL);
	exit(0);
}
