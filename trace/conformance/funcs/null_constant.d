/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->p = "a";
	this->p = NULL;
	a["x"] = "y";
	a["x"] = NULL;
	self->s = "x";
	self->s = NULL;
	printf("%d %d %d\n", this->p == NULL, a["x"] == NULL, self->s == NULL);
	this->p = "";
	printf("%d\n", this->p == NULL);
	printf("%d %d\n", (cpu == 0 ? NULL : "x") == NULL, (cpu == 0 ? "x" : NULL) == NULL);
	exit(0);
}
