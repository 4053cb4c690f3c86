#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make coverage: coverage_share.py FOLDER LIBRARY. How many regions of lib the default tests reach (below 95 % is a failure), and after
ALL=yes what share that is of those that all tests reach. FOLDER/raw has clang's counters of each test below its path."""
import pathlib
import subprocess
import sys

LEAST = 95
folder, library = pathlib.Path(sys.argv[1]), sys.argv[2]
lines = pathlib.Path("tests/all").read_text(encoding="utf-8").splitlines()
later = {line.split()[0] for line in lines if line.strip() and not line.startswith("#")}
everything = sorted((folder / "raw").rglob("*.profraw"))
default = [path for path in everything if str(path.parent.relative_to(folder / "raw")) not in later | {"."}]


def reached(counters, name):
    """Regions that these counters reach, and all."""
    (folder / f"{name}.list").write_text("\n".join(map(str, counters)), encoding="utf-8")
    data = folder / f"{name}.profdata"
    subprocess.run(["llvm-profdata", "merge", "-sparse", "-o", data, f"-input-files={folder / name}.list"], check=True)
    report = subprocess.run(["llvm-cov", "report", library, f"-instr-profile={data}"], check=True, capture_output=True, text=True)
    regions, missed = report.stdout.split("TOTAL")[1].split()[:2]
    return int(regions) - int(missed), int(regions)


by_default, regions = reached(default, "default")
print(f"default tests: {100 * by_default / regions:.2f} % of {regions} regions, at least {LEAST} %")
if any(str(path.parent.relative_to(folder / "raw")) in later for path in everything):
    by_all, _ = reached(everything, "all")
    print(f"all tests: {100 * by_all / regions:.2f} %; the default tests reach {100 * by_default / by_all:.2f} % of that")
if 100 * by_default < LEAST * regions:
    sys.exit("the default tests reach too little: see tests/all")
