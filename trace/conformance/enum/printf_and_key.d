/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

enum e {
	A = 3,
	B
};

enum e v;

BEGIN
{
	v = B;
	@k[v] = count();
	printf("%d %x\n", v, v);
	printa("%d %@d\n", @k);
	exit(0);
}
