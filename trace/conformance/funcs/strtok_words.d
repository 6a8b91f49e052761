/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->w = strtok("one two,three", " ,");
	printf("%s\n", this->w);
	this->w = strtok(NULL, " ,");
	printf("%s\n", this->w);
	this->w = strtok(NULL, " ,");
	printf("%s\n", this->w);
	exit(0);
}
