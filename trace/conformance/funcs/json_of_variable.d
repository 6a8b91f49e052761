/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	this->json = "{\"results\": [{\"name\": \"one\"}, {\"name\": \"two\"}]}";
	this->second = json(this->json, "results[1]");
	printf("%s\n", this->second);
	printf("%s\n", json(this->second, "name"));
	printf("%s\n", json(this->json, strjoin("results[", strjoin(lltostr(0), "].name"))));
	exit(0);
}
