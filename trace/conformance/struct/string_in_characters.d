/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	int n;
	char name[8];
};

struct s v;

BEGIN
{
	v.name[0] = 'a';
	v.name[1] = 'b';
	v.name[2] = '\0';
	printf("%s %s\n", v.name, stringof(v.name));
	exit(0);
}
