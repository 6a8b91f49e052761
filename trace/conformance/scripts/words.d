/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->s = "the quick brown the lazy the";
	this->w = strtok(this->s, " ");
	@w[this->w] = count();
	this->w = strtok(NULL, " ");
	@w[this->w] = count();
	this->w = strtok(NULL, " ");
	@w[this->w] = count();
	this->w = strtok(NULL, " ");
	@w[this->w] = count();
	printa("%s %@d\n", @w);
	exit(0);
}
