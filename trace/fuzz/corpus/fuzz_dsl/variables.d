/* SPDX-License-Identifier: BSD-2-Clause */
enum e { A, B = 7 };
typedef unsigned short word;
inline int K = 5;
inline string S = "s";
struct st { int a; char b[8]; struct st *next; unsigned c : 3; };
union u { long l; char c[8]; };
struct st g1;
union u g2;
struct st *gp;
struct st aa[int];
int n[4];
char t[16];
string m[int, string];
int v;
self struct st h;
self int w;
self string ss;
this struct st *p;
this struct st q;
this string ts;
self int sa[string];

BEGIN
{
	v = 1;
	g1.a = v;
	@a[v] = count();
	m[1, "x"] = "y";
	@b[m[1, "x"], self->w] = sum(v);
	self->h.a = n[2];
	this->p = gp;
	aa[3].c = 1;
	printf("%d %s\n", v, m[v, S]);
	trace(v);
}
