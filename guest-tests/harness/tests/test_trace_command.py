# SPDX-License-Identifier: BSD-2-Clause
"""The command line of `probevisor trace`: what dtrace(1)'s flags do, what is said to whom, and with which exit status."""

from __future__ import annotations

import signal
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

PROBEVISOR = Path("build/probevisor").resolve()
SECONDS = 60
HEADER = "   ID   PROVIDER            MODULE                          FUNCTION NAME"


def probe(number: int, provider: str, name: str) -> str:
    """A line of -l."""
    return f"{number:5} {provider:>10} {'':17} {'':33} {name}"


class TraceTest(unittest.TestCase):
    """Runs the command in a folder of its own."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text)
        return str(path)

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(PROBEVISOR), "trace", *arguments], capture_output=True, text=True, timeout=SECONDS, cwd=self.folder
        )

    def trace(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.command("--target", "sim", *arguments)

    def expect(self, done: subprocess.CompletedProcess[str], status: int, output: str, errors: str) -> None:
        self.assertEqual((done.returncode, done.stdout, done.stderr), (status, output, errors))

    def expect_error(self, done: subprocess.CompletedProcess[str], status: int, *parts: str) -> None:
        """Nothing on stdout, and these in the messages."""
        self.assertEqual((done.returncode, done.stdout), (status, ""), done.stderr)
        for part in parts:
            self.assertIn(part, done.stderr)


class Programs(TraceTest):
    def test_macro_variables(self) -> None:
        program = 'BEGIN { printf("%d %d %d %s", $uid, $egid, $ppid == $pid, $$euid); exit(0); }'
        self.expect(self.trace("-qn", program), 0, f"{os.getuid()} {os.getegid()} 0 {os.geteuid()}\n", "")
        self.expect_error(self.trace("-x", "errtags", "-qn", "BEGIN { trace($target); }"), 1, "[D_NO_MEANING]")

    def test_name_with_action(self) -> None:
        done = self.trace("-n", "BEGIN { trace(42); exit(3); }")
        self.assertEqual(done.returncode, 3)
        self.assertEqual(done.stderr, "dtrace: description 'BEGIN ' matched 1 probe\n")
        self.assertRegex(done.stdout, r"\ACPU     ID +FUNCTION:NAME\n  0      1 +:BEGIN +42 *\n\n\Z")

    def test_quiet(self) -> None:
        for quiet in (["-q"], ["-x", "quiet"]):
            self.expect(self.trace(*quiet, "-n", 'BEGIN { printf("x"); exit(0); }'), 0, "x\n", "")

    def test_quiet_by_pragma(self) -> None:
        script = self.file("q.d", '#pragma D option quiet\nBEGIN { printf("x"); exit(0); }\n')
        self.expect(self.trace("-s", script), 0, "x\n", "")

    def test_script_is_named(self) -> None:
        self.file("t.d", "tick-1s, BEGIN { @ = count(); }\nprofile:::tick-10 { exit(0); }\n")
        self.assertEqual(self.trace("-s", "t.d").stderr, "dtrace: script 't.d' matched 3 probes\n")

    def test_interpreter_line(self) -> None:
        for flags in ("-s", "-qs"):
            script = Path(self.file("x.d", f'#!{PROBEVISOR} trace --target sim {flags}\nBEGIN {{ printf("%d", $1); exit($1); }}\n'))
            script.chmod(0o755)
            done = subprocess.run([str(script), "7"], capture_output=True, text=True, timeout=SECONDS)
            self.assertEqual(done.returncode, 7, done.stderr)
            self.assertIn("7", done.stdout)
            self.assertEqual(done.stderr == "", flags == "-qs")

    def test_operands(self) -> None:
        program = 'BEGIN { printf("%d %s %s", $1, $$2, $$0); exit(0); }'
        self.expect(self.trace("-q", "-n", program, "5", "word"), 0, "5 word dtrace\n", "")
        self.expect(self.trace("-n", program, "5", "-q", "word"), 0, "5 word dtrace\n", "")
        self.expect(self.trace("-q", "-n", program, "--", "-5", "-q"), 0, "-5 -q dtrace\n", "")

    def test_several_programs(self) -> None:
        """One after the other; they share variables, and the first exit() ends all."""
        self.file("a.d", "#!/usr/sbin/dtrace -s\nBEGIN { x = 5; }\n")
        self.file("b.d", "#!/usr/sbin/dtrace -qs\nBEGIN { printf(\"%d %d %s\", x, $1, probename); }\n")
        done = self.trace("-s", "a.d", "-s", "b.d", "-n", "BEGIN { exit(x + $1); }", "3")
        self.assertEqual(done.returncode, 1)  # the first does not look at $1
        self.file("a.d", "#!/usr/sbin/dtrace -s\nBEGIN { x = 5 + $1; }\n")
        done = self.trace("-s", "a.d", "-s", "b.d", "-n", "BEGIN { exit(x + $1); }", "3", "-x", "quiet")
        self.expect(done, 11, "8 3 BEGIN\n", "")

    def test_programs_without_actions(self) -> None:
        done = self.trace("-n", "tick-1 /* first */", "-n", "END", "-n", "tick-1s, BEGIN", "--seconds", "1")
        self.assertEqual(
            done.stderr,
            "dtrace: description 'tick-1 ' matched 1 probe\ndtrace: description 'END' matched 1 probe\n"
            "dtrace: description 'tick-1s, BEGIN' matched 2 probes\n",
        )
        self.assertEqual([line.split()[2] for line in done.stdout.splitlines()[1:-1]], [":BEGIN", ":tick-1", ":tick-1s", ":END"])

    def test_options(self) -> None:
        self.expect(self.trace("-q", "-x", "strsize=4", "-n", 'BEGIN { printf("%s", probename); exit(0); }'), 0, "BEG\n", "")
        # The script has the last word.
        script = self.file("s.d", '#pragma D option strsize=5\nBEGIN { printf("%s", probename); exit(0); }\n')
        self.expect(self.trace("-q", "-x", "strsize=4", "-s", script), 0, "BEGI\n", "")

    def test_permit_no_match(self) -> None:
        done = self.trace("-Z", "-n", "BEGIN, foo { exit(4); }")
        self.assertEqual((done.returncode, done.stderr), (4, "dtrace: description 'BEGIN, foo ' matched 1 probe\n"))
        self.expect(self.trace("-Z", "-n", "foo"), 0, "\n", "dtrace: description 'foo' matched 0 probes\n")

    def test_nothing_fires(self) -> None:
        """As by Ctrl-C when the time is over, which is at once."""
        self.expect(self.trace("-q", "-n", 'BEGIN { x = 1; } END { printf("end %d", x); }'), 0, "end 1\n", "")

    def test_seconds(self) -> None:
        done = self.trace("-q", "--seconds", "3", "-n", 'tick-1s { n++; } END { printf("%d", n); }')
        self.expect(done, 0, "3\n", "")

    def test_interrupted(self) -> None:
        """Ctrl-C ends it: END fires, and what was aggregated is printed."""
        program = 'tick-5000 { @["n"] = count(); } tick-1s { printf("begun\\n"); } END { printf("ended"); }'
        arguments = [str(PROBEVISOR), "trace", "--target", "sim", "--seconds", "1000000", "-q", "-n", program]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as running:
            assert running.stdout
            self.assertEqual(running.stdout.readline(), "begun\n")
            running.send_signal(signal.SIGINT)
            rest = running.stdout.read().replace("begun\n", "")
        self.assertEqual(running.returncode, 0)
        self.assertRegex(rest, r"\Aended\n +n +\d+\n\Z")

    def test_probe_specifiers(self) -> None:
        for arguments, matches in (
            (("-P", "dtrace"), 3),
            (("-P", "dtrace { x = 1; }"), 3),
            (("-P", "dtrace, profile"), 16),
            (("-m", "dtrace:"), 3),
            (("-f", "profile::"), 13),
            (("-n", "tick-1*"), 4),
            (("-i", "2 { x = 1; }"), 1),
        ):
            done = self.trace("-e", *arguments)
            self.expect(done, 0, "", "")
            name = arguments[1].split("{")[0]
            plural = "" if matches == 1 else "s"
            done = self.trace("--seconds", "0", *arguments)
            self.assertEqual(done.stderr, f"dtrace: description '{name}' matched {matches} probe{plural}\n")


class Listing(TraceTest):
    def test_all(self) -> None:
        done = self.command("-l")
        lines = done.stdout.splitlines()
        self.assertEqual((done.returncode, lines[0], done.stderr), (0, HEADER, ""))
        self.assertEqual(lines[1], probe(1, "dtrace", "BEGIN"))
        self.assertEqual(lines[4], probe(4, "profile", "profile-97"))
        self.assertEqual(len(lines), 17)

    def test_by_description(self) -> None:
        done = self.command("-l", "-n", "tick-10,END")
        wanted = [HEADER, probe(12, "profile", "tick-10"), probe(2, "dtrace", "END")]
        self.expect(done, 0, "\n".join(wanted) + "\n", "")

    def test_made_on_demand(self) -> None:
        self.expect(self.command("-l", "-n", "profile-97hz"), 0, f"{HEADER}\n{probe(17, 'profile', 'profile-97hz')}\n", "")

    def test_by_script(self) -> None:
        script = self.file("l.d", "BEGIN { x = 1; }\nBEGIN, END { trace(x); }\n")
        wanted = [HEADER] + [probe(1, "dtrace", "BEGIN")] * 2 + [probe(2, "dtrace", "END")]
        self.expect(self.command("-l", "-s", script), 0, "\n".join(wanted) + "\n", "")

    def test_no_match(self) -> None:
        done = self.command("-l", "-n", "foo:::bar")
        self.expect(done, 1, HEADER + "\n", "dtrace: failed to match foo:::bar: No probe matches description\n")

    def test_to_file(self) -> None:
        self.expect(self.command("-l", "-P", "dtrace", "-o", "list"), 0, "", "")
        self.assertEqual(len((self.folder / "list").read_text().splitlines()), 4)


class Output(TraceTest):
    def test_appends(self) -> None:
        for _ in range(2):
            done = self.trace("-q", "-o", "out", "-n", 'BEGIN { printf("x"); exit(0); }')
            self.expect(done, 0, "", "")
        self.assertEqual((self.folder / "out").read_text(), "x\nx\n")

    def test_cannot_open(self) -> None:
        done = self.trace("-o", "no/such/folder", "-n", "BEGIN { exit(0); }")
        self.expect_error(done, 1, "dtrace: failed to open output file 'no/such/folder': No such file or directory\n")

    def test_full(self) -> None:
        done = self.trace("-q", "-o", "/dev/full", "-n", 'BEGIN { printf("x"); exit(0); }')
        self.expect_error(done, 1, "dtrace: cannot write the output")


class Machine(TraceTest):
    seed = str(Path("guest-tests/scripts/seed.d").resolve())

    def test_two_guests(self) -> None:
        """The script of DESIGN.md, unchanged: a line for each guest and address space, in proportion to its time."""
        self.file(
            "m.ini",
            "[guest a]\nshare = 60\n[phase]\nshare = 3\nVMX_GUEST_CR3 = 0x1000\n[phase]\nVMX_GUEST_CR3 = 0x2000\n"
            "[guest b]\nshare = 30\nVMX_GUEST_CR3 = 0x1000\n[guest c]\nexecname = other\nshare = 10\n",
        )
        done = self.trace("-q", "--machine", "m.ini", "-s", self.seed)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertTrue(done.stdout.endswith("\n\n"))
        rows = [line.split() for line in done.stdout.splitlines() if line]
        counts = {(guest, cr3): int(count) for guest, cr3, count in rows}
        wanted = {("00001", "0x1000"): 436.5, ("00001", "0x2000"): 145.5, ("00002", "0x1000"): 291}
        self.assertEqual(counts.keys(), wanted.keys())
        for key, count in wanted.items():
            self.assertAlmostEqual(counts[key], count, delta=15)

    def test_same_each_time(self) -> None:
        first, second = (self.trace("--machine", "example", "-s", self.seed).stdout for _ in range(2))
        self.assertEqual(first, second)

    def test_example_of_docs(self) -> None:
        """docs/trace.md shows the built-in machine, and what the script prints there."""
        docs = Path(self.seed).parents[2].joinpath("docs/trace.md").read_text()
        example = docs[docs.index("    [machine]") : docs.index("\n| in `[machine]`")]
        text = "\n".join(line.removeprefix("    ") for line in example.splitlines())
        description, run = text.split("$ probevisor", 1)
        shown = run.splitlines()[1:]
        self.file("docs.ini", description)
        for machine in ("docs.ini", "example"):
            done = self.trace("-q", "--machine", machine, "-s", self.seed)
            self.assertEqual([line for line in done.stdout.splitlines() if line], [line for line in shown if line])

    def test_registers(self) -> None:
        self.file("m.ini", "[guest a]\nR_RAX = 7\nR_RIP = 0x1234\nR_CS = 8\nprivilege = 3\n")
        program = 'tick-1 { printf("%d %x %d %x %x", uregs[R_RAX], uregs[R_RIP], vmregs[VMX_GUEST_CS_SELECTOR], arg0, arg1); exit(0); }'
        self.expect(self.trace("-q", "--machine", "m.ini", "-n", program), 0, "7 1234 8 0 1234\n", "")

    def test_memory(self) -> None:
        self.file("m.ini", '[guest a]\n0x1000 = "hello, world"\n')
        program = 'tick-1 /pid == 1/ { printf("%s|%s", copyinstr(0x1000), copyinstr(0x1007)); exit(0); }'
        self.expect(self.trace("-q", "--machine", "m.ini", "-n", program), 0, "hello, world|world\n", "")

    def test_clocks(self) -> None:
        """The machine has been up for an hour, so that no timestamp is 0."""
        program = 'BEGIN { printf("%d %d", timestamp, walltimestamp); exit(0); }'
        self.expect(self.trace("-q", "-n", program), 0, "3600000000000 1700000000000000000\n", "")
        self.file("m.ini", "[machine]\nwalltime = 5\n")
        self.expect(self.trace("-q", "--machine", "m.ini", "-n", program), 0, "3600000000000 5000000000\n", "")

    def test_cpus(self) -> None:
        self.file("m.ini", "[machine]\ncpus = 4\n[guest a]\nvcpus = 3\n")
        program = 'profile-10 { @[cpu, pid, tid] = count(); } tick-1s { printa("%d %d %d %@d\\n", @); exit(0); }'
        done = self.trace("-q", "--machine", "m.ini", "-n", program)
        self.expect(done, 0, "0 1 1 10\n1 1 2 10\n2 1 3 10\n3 0 0 10\n\n", "")

    def test_mistakes(self) -> None:
        self.file("m.ini", "[guest a]\n\nVMX_GUEST_CR33 = 1\nshare = x\n")
        wanted = (
            "dtrace: machine m.ini: line 3: there is no field or register VMX_GUEST_CR33\n"
            "dtrace: machine m.ini: line 4: expected a number from 0 to 1000000, decimal or 0x...\n"
        )
        self.expect(self.trace("-q", "--machine", "m.ini", "-n", "BEGIN { exit(0); }"), 1, "", wanted)

    def test_no_such_file(self) -> None:
        done = self.trace("-q", "--machine", "none.ini", "-n", "BEGIN { exit(0); }")
        self.expect(done, 1, "", "dtrace: machine none.ini: No such file or directory\n")


class Explanation(TraceTest):
    def lines(self, *arguments: str) -> list[str]:
        done = self.command("-e", "-v", *arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return [line.strip() for line in done.stdout.splitlines()]

    def test_names(self) -> None:
        lines = self.lines("-s", Machine.seed)
        text = "\n".join(lines)
        for part in (
            ":::profile-97hz matches profile:::profile-97hz (17)",
            "call string_builtin execname",
            '; "qemu-kvm"',
            "; pid",
            "call vmread VMX_GUEST_CR3",
            "call aggregate @ ",
            "call record printa",
            "call record exit",
            "aggregation @: 2 keys, 8 bytes of state",
        ):
            self.assertIn(part, text)
        self.assertEqual(lines.count("verified: safe to run"), 2)

    def test_cost(self) -> None:
        """The longest way counts: the right side of && and both sides of ?: do not add up."""
        lines = self.lines("-n", "BEGIN { trace(1); }")
        code = [line for line in lines if line[:1].isdigit()]
        self.assertIn(f"a firing costs at most {len(code)} instructions, 1 helper call", lines)
        lines = self.lines("-n", "BEGIN { trace(timestamp ? vtimestamp : walltimestamp + timestamp); }")
        code = [line for line in lines if line[:1].isdigit()]
        self.assertEqual(sum("call " in line for line in code), 5)
        cost = next(line for line in lines if line.startswith("a firing costs"))
        self.assertTrue(cost.endswith("4 helper calls"), cost)
        self.assertLess(int(cost.split()[5]), len(code))

    def test_records(self) -> None:
        self.assertIn("it records nothing", self.lines("-n", "BEGIN { x = 1; }"))
        lines = self.lines("-n", 'BEGIN { printf("%d", 1); exit(0); }')
        self.assertTrue([line for line in lines if line.startswith("it records at most ") and line.endswith("(printf, exit)")])

    def test_runs_too(self) -> None:
        done = self.trace("-q", "-v", "-n", "BEGIN { exit(3); }")
        self.assertEqual((done.returncode, done.stderr), (3, ""))
        self.assertIn("call record exit", done.stdout)


class Errors(TraceTest):
    def test_specifier(self) -> None:
        done = self.trace("-n", "BEGIN { trace(x); }")
        self.expect_error(done, 1, "dtrace: invalid probe specifier BEGIN { trace(x); }: ", "failed to resolve x")

    def test_script(self) -> None:
        self.file("bad.d", "BEGIN\n{\n\ttrace(x);\n}\n")
        self.expect_error(self.trace("-s", "bad.d"), 1, "dtrace: failed to compile script bad.d: line 3: failed to resolve x")

    def test_several_programs(self) -> None:
        """Each message names its own program and counts its own lines."""
        self.file("good.d", "BEGIN\n{\n\tx = 1;\n}\n")
        self.file("bad.d", "\nEND { y = z; }\n")
        done = self.trace("-s", "good.d", "-s", "bad.d", "-n", "BEGIN { exit(0); }")
        self.expect_error(done, 1, "dtrace: failed to compile script bad.d: line 2: failed to resolve z")
        done = self.trace("-s", "good.d", "-n", "END { y = z; }")
        self.expect_error(done, 1, "dtrace: invalid probe specifier END { y = z; }: line 1: failed to resolve z")

    def test_options(self) -> None:
        program = ("-n", "BEGIN { exit(0); }")
        self.expect(self.trace("-x", "foo", *program), 1, "", "dtrace: failed to set -x foo: Invalid option name\n")
        wanted = "dtrace: failed to set -x bufsize=x: Invalid value for specified option\n"
        self.expect(self.trace("-b", "x", *program), 1, "", wanted)

    def test_tags(self) -> None:
        self.expect_error(self.trace("-x", "errtags", "-n", "BEGIN { trace(x); }"), 1, "[D_IDENT_UNDEF]")

    def test_no_such_file(self) -> None:
        done = self.trace("-s", "none.d")
        self.expect(done, 1, "", "dtrace: failed to open none.d: No such file or directory\n")

    def test_folder_as_script(self) -> None:
        self.expect_error(self.trace("-s", "."), 1, "dtrace: failed to open .: Is a directory\n")

    def test_no_match(self) -> None:
        message = "dtrace: invalid probe specifier foo: probe description :::foo does not match any probes\n"
        self.expect(self.trace("-n", "foo"), 1, "", message)
        self.expect(self.trace("-e", "-n", "foo"), 1, "", message)
        script = self.file("none.d", "BEGIN { exit(0); }\nfoo { exit(1); }\n")
        done = self.trace("-x", "errtags", "-s", script)
        wanted = f"dtrace: failed to compile script {script}: [D_PDESC_ZERO] line 2: probe description :::foo does not match any probes\n"
        self.expect(done, 1, "", wanted)

    def test_bad_number(self) -> None:
        for number in ("0", "9999", "x", "1x"):
            self.expect_error(self.trace("-i", number), 1, f"dtrace: invalid probe specifier {number}: there is no probe of this number")

    def test_usage(self) -> None:
        usages: list[tuple[list[str], str]] = [
            ([], "dtrace: no probes specified"),
            (["-n"], "dtrace: option requires an argument -- n"),
            (["-k"], "dtrace: illegal option -- k"),
            (["--what"], "dtrace: illegal option -- --what"),
            (["--seconds", "-1", "-n", "BEGIN"], "dtrace: --seconds is a number from 0 to 1000000, not -1"),
            (["--target", "moon", "-n", "BEGIN"], "dtrace: there is one target, sim; not moon"),
            (["-c", "date", "-n", "BEGIN"], "dtrace: -c has no meaning here: "),
            (["-p", "1", "-n", "BEGIN"], "dtrace: -p has no meaning here: "),
            (["-G", "-s", "x.d"], "dtrace: -G has no meaning here: "),
        ]
        for arguments, message in usages:
            self.expect_error(self.trace(*arguments), 2, message)
        self.expect_error(self.command("-n", "BEGIN"), 2, "--target sim")

    def test_help_and_version(self) -> None:
        for flag in ("-h", "--help"):
            done = self.command(flag)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertIn("usage: probevisor trace", done.stdout)
        done = self.command("-V")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertTrue(done.stdout.startswith("dtrace: Sun D "))


class Preprocessor(TraceTest):
    def test_macros_and_includes(self) -> None:
        self.file("number.h", "#define NUMBER 41\n")
        script = self.file("c.d", '#include "number.h"\n#ifdef ADD\nBEGIN { exit(NUMBER + ADD); }\n#endif\n')
        done = self.trace("-q", "-C", "-I", str(self.folder), "-D", "ADD=1", "-s", script)
        self.expect(done, 42, "\n", "")

    def test_undefine(self) -> None:
        script = self.file("u.d", "#ifdef __SUNW_D\nBEGIN { exit(1); }\n#else\nBEGIN { exit(2); }\n#endif\n")
        self.assertEqual(self.trace("-q", "-C", "-s", script).returncode, 1)
        self.assertEqual(self.trace("-q", "-C", "-U", "__SUNW_D", "-s", script).returncode, 2)

    def test_lines_are_the_files(self) -> None:
        self.file("inc.h", "\n\n#define X y\nBEGIN { z; }\n")
        script = self.file("l.d", "#!/interpreter\n#ifdef NO\n\n#endif\nBEGIN { exit(y); }\n")
        self.expect_error(self.trace("-C", "-s", script), 1, f"script {script}: line 5: failed to resolve y")
        script = self.file("i.d", '#include "inc.h"\n')
        self.expect_error(self.trace("-C", "-I", str(self.folder), "-s", script), 1, 'inc.h", line 4: failed to resolve z')

    def test_too_long(self) -> None:
        self.file("long.h", "BEGIN { x = 1; }\n" * 90000)
        script = self.file("long.d", '#include "long.h"\n')
        self.expect_error(self.trace("-C", "-I", str(self.folder), "-s", script), 1, "longer than 1 MB")

    def test_no_comment(self) -> None:
        """// is an empty predicate to D, and no comment to cpp."""
        script = self.file("p.d", "BEGIN // { exit(0); }\n")
        self.expect_error(self.trace("-x", "errtags", "-C", "-s", script), 1, "[D_SYNTAX]")
        script = self.file("q.d", "BEGIN /* // */ { printf(\"//%c\\\"//\", '\"'); x = 6 //* by */2; exit(x); }\n")
        self.expect(self.trace("-q", "-C", "-s", script), 3, '//""//\n', "")

    def test_fails(self) -> None:
        script = self.file("f.d", '#include "none.h"\nBEGIN { exit(1); }\n')
        self.expect_error(self.trace("-C", "-s", script), 1, "none.h", "dtrace: ")


if __name__ == "__main__":
    unittest.main()
