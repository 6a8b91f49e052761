/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->a = (uint32_t *)alloca(sizeof (uint32_t));
	printf("%s\n", inet_ntoa(this->a));
	*this->a = htonl(0x7f000001);
	printf("%s\n", inet_ntoa(this->a));
	*this->a = htonl(0xc0a80117);
	printf("%s\n", inet_ntoa(this->a));
	*this->a = 0xffffffff;
	printf("%s\n", inet_ntoa(this->a));
	exit(0);
}
