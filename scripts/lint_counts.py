#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/lint_counts.py B [LIST]: whether the default tests grow, by counts that no machine changes: tools started and
repetitions simulated, as the last whole run of them wrote into B/tests/counted (none: not compared), bytes of expected text
and values. Lines "#count NAME N" of tests/all have the numbers: 10 % more is a failure. A number that is not there yet is written."""
import pathlib
import subprocess
import sys

build, stored = sys.argv[1], pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "tests/all")
EXPECTED = {"expected_text": ("tests/cli/*/stdout", "tests/cli/*/stderr", "tests/bytes/*.txt"), "expected_values": ("tests/golden",)}
counted = pathlib.Path(build, "tests", "counted")
lines = counted.read_text(encoding="utf-8").splitlines() if counted.exists() else []
now = {name: int(n) for name, n in map(str.split, lines)}
for name, paths in EXPECTED.items():
    files = subprocess.run(["git", "ls-files", "-z", "--", *paths], capture_output=True, text=True, check=True).stdout
    now[name] = sum(pathlib.Path(path).stat().st_size for path in filter(None, files.split("\0")) if pathlib.Path(path).exists())
text = stored.read_text(encoding="utf-8")
most = {line.split()[1]: int(line.split()[2]) for line in text.splitlines() if line.startswith("#count ")}
bad = False
for name, n in now.items():
    if name not in most:
        text = text.replace("#count ", "#count %s %d\n#count " % (name, n), 1)
        print("%s: %s is %d now: commit the number" % (stored, name, n))
    elif n > 1.1 * most[name]:
        print("the default tests grew: %s is %d%s, more than 10 %% above %d in %s. Make the new ones smaller, list there what tests "
              "nothing else, or write the new number and say why in the commit"
              % (name, n, "" if name in EXPECTED else " in %s, of their last run" % counted, most[name], stored))
        bad = True
    elif n < 0.9 * most[name]:
        print("%s: %s is %d, not %d: lower it, if no test was skipped" % (stored, name, n, most[name]))
stored.write_text(text, encoding="utf-8")
sys.exit(bad)
