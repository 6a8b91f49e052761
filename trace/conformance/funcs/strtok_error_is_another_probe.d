/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->none = strchr("abc", 'x');
	printf("%s\n", strtok("a b c", " "));
}

BEGIN
{
	strtok("x y z", strchr("abc", 'x'));
}

ERROR
{
	this->none = strchr("abc", 'x');
	printf("%d\n", strtok(this->none, " ") == NULL);
	printf("%s\n", strtok("1 2 3", " "));
}

BEGIN
{
	printf("%s\n", strtok(this->none, " "));
	exit(0);
}
