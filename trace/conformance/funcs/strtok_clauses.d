/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->field = strtok("one,two;three", ",;");
}

BEGIN
{
	printf("%s\n", this->field);
	printf("%s\n", strtok(NULL, ",;"));
}

BEGIN
{
	printf("%s\n", strtok(NULL, ",;"));
	printf("%d\n", strtok(NULL, ",;") == NULL);
	exit(0);
}
