/* SPDX-License-Identifier: BSD-2-Clause */
char t[16];
string g;
struct in { char c[4]; char *s; } i;

BEGIN
{
	g = "a";
	this->s = g == "b" ? g : strjoin(g, execname);
	self->s = substr(this->s, 1, 2);
	a[self->s] = strlen(self->s);
	trace(stringof(t));
	printf("%s", stringof(i.s));
	trace(index(g, self->s) + strtoll("12", 8));
	this->n = strtok(g, ",");
	trace(json("{}", g));
	trace(inet_ntoa((uint32_t *)alloca(4)));
	if (this->s != NULL)
		trace(basename(this->s));
	self->s = 0;
	bcopy(alloca(8), alloca(8), 8);
	trace(*(char *)copyin(uregs[R_RSP], 8));
}

ERROR
{
	trace(arg4);
	exit(1);
}
