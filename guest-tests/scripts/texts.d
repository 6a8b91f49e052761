/* SPDX-License-Identifier: BSD-2-Clause */
/* Memory of the guests of texts.c, which say where it is once RDX is 0x7e875: texts, an integer, and nothing. */
#pragma D option quiet

profile-97hz
/uregs[R_RDX] == 0x7e875/
{
	@texts[zonename, copyinstr(uregs[R_RBX]), copyinstr(uregs[R_RBP])] = count();
	@words[zonename, *(uint32_t *)(uregs[R_RBX] + 8)] = count();
}

profile-19hz
/uregs[R_RDX] == 0x7e875/
{
	@never[*(char *)uregs[R_RSI]] = count();
}

profile-19hz
/uregs[R_RDX] == 0x7e875/
{
	@never[*(uint64_t *)(uregs[R_RSI] - 1)] = count();
}

ERROR
{
	@errors[zonename, arg4, arg5 - uregs[R_RSI]] = count();
}

tick-3s
{
	printa("text %s [%s] [%s] %@d\n", @texts);
	printa("word %s 0x%x %@d\n", @words);
	printa("error %s %d %d %@d\n", @errors);
	exit(0);
}
