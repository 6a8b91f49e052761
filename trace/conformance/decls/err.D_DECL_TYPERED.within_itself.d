/* SPDX-License-Identifier: BSD-2-Clause */
/* A structure cannot be defined again among its own members, however deep. */
struct outer {
	struct middle {
		struct outer {
			int a;
		} o;
	} m;
};

BEGIN
{
	trace(sizeof (struct outer));
	exit(0);
}
