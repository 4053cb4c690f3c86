# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one test, and knows how long each takes, for scripts/check-mutants."""
import hashlib
import json
import math
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
# Of a test that has not passed yet: what it takes, by how its name ends, and what it is given.
GUESSED_S = {".c": 1, "cmd": 2, ".sh": 10}
UNKNOWN_S = 300


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
    def __init__(self, tree, shared, file, made):
        """made: what make is called with, also by a test that calls it: it shall build nothing."""
        self.tree, self.file, self.made = tree, file, made
        paths = sorted(p for pattern in PATTERNS for p in (tree / "tests").glob(pattern))
        names = [str(p.relative_to(tree)).removesuffix("/cmd") for p in paths]
        self.digests = {name: self.digest(name) for name in names}
        self.shared = shared
        self.seconds = json.loads(file.read_text()) if file.exists() else {}

    def guess(self, test):
        """Seconds that a test takes without a bug."""
        kind = test[test.rfind("."):] if test.endswith((".c", ".sh")) else "cmd"
        return self.seconds.get(test, GUESSED_S[kind])

    def took(self, test, seconds):
        """A test passed in so many seconds, or never does: infinity."""
        known = self.seconds.get(test, math.inf)
        if seconds < known or test not in self.seconds:
            self.seconds[test] = round(seconds, 2)
            self.file.write_text(json.dumps(self.seconds, indent=0))

    def digest(self, test):
        path = self.tree / test
        files = [path]
        if path.is_dir():
            files = [path / part for part in ("cmd", *SAID)]
        elif path.parent.name == "bytes":
            files += [path.with_suffix(".list"), *sorted(path.parent.glob("[!t]*.sh"))]
        text = b"\0".join(f.read_bytes() if f.exists() else b"" for f in files)
        return hashlib.sha256(text).hexdigest()

    def passes(self, test, env):
        """Whether a test passes, with env besides."""
        start = time.monotonic()
        limit_s = 20 + 10 * min(self.seconds[test], 100) if test in self.seconds else UNKNOWN_S
        passed = self.ended_well(test, limit_s, env)
        if passed:
            self.took(test, time.monotonic() - start)
        return passed

    def ended_well(self, test, limit_s, env):
        root, build = self.tree, f"{self.tree}/build"
        env = dict(os.environ, LC_ALL="C", NO_COLOR="1", TERM="dumb", OMP_NUM_THREADS="1",
                   HINGE_SHARED=self.shared, HINGE_ROOT=str(root), HINGE_BUILD=build,
                   DATA=f"{root}/tests/data", ASAN_OPTIONS="detect_leaks=0", HINGE_FIRST="yes",
                   **self.made, **env,
                   PATH=f"{build}/bin:{build}/tests/bin:{os.environ['PATH']}")
        if "TOOLS" in env:
            env["PATH"] = f"{env.pop('TOOLS')}:{env['PATH']}"
        with tempfile.TemporaryDirectory(prefix="hinge-mutant-") as here:
            where, command = root, ["bash", f"{root}/{test}"]
            case = not test.endswith((".c", ".sh"))
            if test.endswith(".c"):  # in a folder of its own, as several run at once
                where = f"{here}/run"
                os.mkdir(where)
                for path in root.iterdir():
                    os.symlink(path, f"{where}/{path.name}")
                command = [env.pop("PROGRAM", f"{build}/{test.removesuffix('.c')}")]
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
