# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one test, and knows which tests run a line of the library, for scripts/check-mutants."""
import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import resource
import signal
import subprocess
import tempfile
import time

PATTERNS = ("unit/*/test_*.c", "contract/test_*.c", "known/test_*.c", "fail/test_*.c",
            "*/test_*.sh", "cli/*/cmd")
SAID = {"stdout": "", "stderr": "", "status": "0\n"}  # of a command; what an absent file says
MOST_BYTES = 12 << 30


def bounded(memory):
    """Under nohup a test of signals would fail, and seem to have caught the bug; a bug may ask for
    memory or write without end."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_BYTES, MOST_BYTES))
    if memory:
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_BYTES, MOST_BYTES))


def stands_alone(test):
    """Whether a program is linked with the archive, so that its calls can be made to fail."""
    return test == "tests/unit/base/test_file.c" or (
        test.startswith("tests/fail/") and test.endswith(".c"))


class Tests:
    def __init__(self, tree, shared):
        self.tree = tree
        paths = sorted(p for pattern in PATTERNS for p in (tree / "tests").glob(pattern))
        names = [str(p.relative_to(tree)).removesuffix("/cmd") for p in paths]
        self.digests = {name: self.digest(name) for name in names}
        self.shared = shared
        self.seconds, self.lines = {}, collections.defaultdict(dict)
        self.code = {}

    def digest(self, test):
        path = self.tree / test
        files = [path]
        if path.is_dir():
            files = [path / part for part in ("cmd", *SAID)]
        elif path.parent.name == "bytes":
            files += [path.with_suffix(".list"), *sorted(path.parent.glob("[!t]*.sh"))]
        text = b"\0".join(f.read_bytes() if f.exists() else b"" for f in files)
        return hashlib.sha256(text).hexdigest()

    def passes(self, test, build, limit_s, env):
        """Whether a test passes, with the programs of a build and env besides."""
        root = self.tree
        env = dict(os.environ, LC_ALL="C", NO_COLOR="1", TERM="dumb", OMP_NUM_THREADS="1",
                   HINGE_SHARED=self.shared, HINGE_ROOT=str(root), HINGE_BUILD=f"{root}/{build}",
                   DATA=f"{root}/tests/data", ASAN_OPTIONS="detect_leaks=0", **env,
                   PATH=f"{root}/{build}/bin:{root}/{build}/tests/bin:{os.environ['PATH']}")
        if "TOOLS" in env:
            env["PATH"] = f"{env.pop('TOOLS')}:{env['PATH']}"
        with tempfile.TemporaryDirectory(prefix="hinge-mutant-") as here:
            where, command = root, ["bash", f"{root}/{test}"]
            case = not test.endswith((".c", ".sh"))
            if test.endswith(".c"):
                command = [env.pop("PROGRAM", f"{root}/{build}/{test.removesuffix('.c')}")]
            elif case:
                where, command = f"{here}/run", ["bash", f"{root}/{test}/cmd"]
                os.mkdir(where)
                os.symlink(root / "tests/data", f"{where}/data")
            status = self.status_of(command, where, env, limit_s, here)
            if not case or status in (None, 77):
                return status in (0, 77)
            pathlib.Path(here, "status").write_text(f"{status}\n")
            return all(self.text(root / test / part, absent) == self.text(f"{here}/{part}", "")
                       for part, absent in SAID.items())

    @staticmethod
    def status_of(command, where, env, limit_s, here):
        """None when it does not end; nothing that it has started goes on."""
        with open(f"{here}/stdout", "wb") as out, open(f"{here}/stderr", "wb") as err:
            process = subprocess.Popen(command, cwd=where, env=env, stdin=subprocess.DEVNULL,
                                       stdout=out, stderr=err, start_new_session=True,
                                       preexec_fn=lambda: bounded("LD_PRELOAD" not in env))
            try:
                status = process.wait(limit_s)
            except subprocess.TimeoutExpired:
                status = None
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()
        return status

    @staticmethod
    def text(path, absent):
        path = pathlib.Path(path)
        return path.read_text(errors="replace") if path.exists() else absent

    def ask_coverage(self, file, library, within_s):
        """Which lines of the library each test runs (build/cov), asked anew of tests that changed,
        and of all when the library did, but for those known to take longer than within_s."""
        known = json.loads(file.read_text()) if file.exists() else {}
        tests = {t: said for t, said in known.get("tests", {}).items()
                 if said[0] == self.digests.get(t) and
                 (said[1] >= within_s or said[2] and known["library"] == library)}
        known = {"library": library, "tests": tests, "code": known.get("code", {})
                 if known.get("library") == library else {}}
        self.code = known["code"]
        old = [t for t in self.digests if t not in tests]

        def ask(test):
            start = time.monotonic()
            lines = self.lines_of(test, within_s)
            seconds = time.monotonic() - start
            tests[test] = [self.digests[test], seconds, lines if seconds < within_s else {}]
            print(f"{test}: {seconds:.1f} s", flush=True)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for number, _ in enumerate(pool.map(ask, old), 1):
                if number % 50 == 0 or number == len(old):
                    file.write_text(json.dumps(known))
        for test, (_, seconds, lines) in tests.items():
            self.seconds[test] = seconds
            for path, mask in lines.items():
                self.lines[path][test] = int(mask, 16)

    def lines_of(self, test, within_s):
        """By source the lines that a test runs within that time, as the bits of a number."""
        program = f"{self.tree}/build/cov/{test.removesuffix('.c')}"
        code = program if stands_alone(test) else f"{self.tree}/build/cov/lib/libhinge.so.0"
        with tempfile.TemporaryDirectory(prefix="hinge-lines-") as here:
            self.passes(test, "build/cov", within_s, {"LLVM_PROFILE_FILE": f"{here}/%2m.raw"})
            raw = [str(p) for p in pathlib.Path(here).glob("*.raw")]
            merged = ["llvm-profdata", "merge", "-o", f"{here}/data", *raw]
            if not raw or subprocess.run(merged, capture_output=True).returncode:
                return {}
            said = subprocess.run(["llvm-cov", "export", "-format=lcov",
                                   f"-instr-profile={here}/data", code], text=True,
                                  capture_output=True).stdout
        lines = {}
        for line in said.splitlines():
            if line.startswith("SF:"):
                path, ran, code = line[line.rfind("lib/"):], 0, 0
            elif line.startswith("DA:"):
                number, count = line[3:].split(",")[:2]
                code |= 1 << int(number)
                ran |= (count != "0") << int(number)
            elif line == "end_of_record":
                self.code.setdefault(path, f"{code:x}")
                if ran:
                    lines[path] = f"{ran:x}"
        return lines

    def of_lines(self, path, first, last):
        """The tests that run one of these lines, quick ones first. Where they have no code, those
        that run any of the file; where the file has none, all."""
        wanted = ((1 << (last - first + 1)) - 1) << first
        asked = self.lines.get(path, {})
        found = [t for t, mask in asked.items() if mask & wanted]
        if not int(self.code.get(path, "0"), 16) & wanted:
            found = asked or self.digests
        return sorted(filter(self.seconds.get, found), key=self.seconds.get)
