/* SPDX-License-Identifier: BSD-2-Clause */
/* What says nothing to this tracer: ident, stability, binding, and pragmas of others. */
#pragma D option quiet
#pragma D option bufresize=manual
#pragma ident "1.0"
#pragma D attributes Stable/Evolving/Common x
#pragma D attributes Evolving/Evolving/ISA provider profile name
#pragma D binding "1.0" x
#pragma D depends_on provider profile
#pragma somebody

BEGIN
{
#pragma D option aggsortrev
	@a[1] = count();
	@a[2] = count();
	exit(0);
}
