/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

extern int external;
extern char *names[10];
extern int printing(const char *, ...);
int first(void);
char *second(int argc, char *argv[], struct s *);
void (*third(int))(void);

BEGIN
{
	exit(0);
}
