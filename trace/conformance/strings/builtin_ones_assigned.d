/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	s = probename;
	t = probeprov;
	printf("%s %s %d\n", s, t, s == probename);
	exit(0);
}
