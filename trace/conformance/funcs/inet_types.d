/* SPDX-License-Identifier: BSD-2-Clause */
/* The types of addresses that inet_ntoa() and its like take. */
#pragma D option quiet

BEGIN
{
	this->four = (ipaddr_t *)alloca(sizeof (ipaddr_t));
	*this->four = htonl(0x7f000001);
	this->six = (in6_addr_t *)alloca(sizeof (struct in6_addr));
	this->six->_S6_un._S6_u8[15] = 1;
	printf("%s %s\n", inet_ntoa(this->four), inet_ntop(AF_INET, this->four));
	printf("%s %s\n", inet_ntoa6(this->six), inet_ntop(AF_INET6, this->six));
	exit(0);
}
