/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-10ms
{
	printf("%s\n", copyinstr(uregs[R_RDI]));
	exit(0);
}
