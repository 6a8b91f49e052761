/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	_ = 1;
	__x9 = 2;
	a_very_long_name_that_goes_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on = 3;
	A = 4;
	a = 5;
	printf("%d %d %d %d %d\n", _, __x9,
	    a_very_long_name_that_goes_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on, A, a);
	exit(0);
}
