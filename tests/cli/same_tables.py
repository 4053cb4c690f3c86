# SPDX-License-Identifier: GPL-3.0-or-later
"""All tables of two results files of one study, before and after a way out and in: texts are equal, numbers near.

same_tables.py ONE TWO: prints what differs. Texts that name the files as delivered are left out. Rows are compared by
their keys. Bounds are those of a second filter: angles 0.1 degrees, moments 0.03 N m/kg; others by SLACK.
"""
import csv
import io
import subprocess
import sys

TABLES = """acquisition agreement dose faults fixes flow limit_curves limits loads missing participants quality ratios reps
sensitivity set summary together transfer trials variability waveforms work""".split()
# of the file as delivered, and how it is read
OF_FILE = {"file", "format", "landmark_set", "message", "format_why", "units", "up", "image_width_px", "image_height_px", "emg", "rate_hz", "first_rep"}
KEYS = "participant session group task cue trial load_kg rep phase metric fault signal percent bin verdict outcome threshold".split()
# a value at a crossing, of a bin or of a derivative: the second filter moves it more than an angle
ROUGH = ("coupling_", "pattern_", "back_limit", "_velocity", "acceleration", "ldj", "_lag_", "_p10_", "_p50_", "_p90_", "time_", "_pct", "share_",
         "_fraction", "_ratio", "_p30_", "dropped", "missing", "slope_", "marp", "dp_", "xcorr", "sparc", "depth_", "severity", "standing_start", "standing_end", "noise", "hip_drive")
differ = set()


def plain(text):
    """Tabs and line ends would end a cell of BIDS, and leave as blanks."""
    return "".join(" " if ord(c) < 32 else c for c in text or "")


def table(name, path):
    run = subprocess.run(["hinge-table", name, path, "-q", "--format", "csv"], capture_output=True, text=True)
    rows, seen = {}, {}
    for row in csv.DictReader(io.StringIO(run.stdout)):
        key = tuple(row.get(k, "") for k in KEYS)
        seen[key] = seen.get(key, 0) + 1
        rows[key + (seen[key],)] = {plain(c): plain(cell) for c, cell in row.items()}
    return rows


def number(cell):
    try:
        return float(cell)
    except ValueError:
        return None


def compare(name, column, a, b, row):
    x, y = number(a), number(b)
    of = row["metric"] if name in ("summary", "variability", "missing") else column
    if column in OF_FILE or column.startswith("sensor:") or a == b:
        return
    if x is None or y is None:
        if (a and b) or not any(r in of for r in ROUGH):
            differ.add(f"{name}, {column} of {row.get('metric', '')}: {a[:60]!r} became {b[:60]!r}")
    elif any(r in of for r in ROUGH) or name in ("variability", "summary", "sensitivity", "dose"):
        return
    elif abs(x - y) > (0.03 if "_nm_kg" in of or "moment" in of else 0.1 if "deg" in of or "mean" in of else 0.02 + 0.01 * abs(x)):
        differ.add(f"{name}, {of}: {x:.6g} became {y:.6g}")


def main(one, two):
    cells = 0
    for name in TABLES:
        a, b = table(name, one), table(name, two)
        for key in set(a) ^ set(b):
            differ.add(f"{name}: a row {'no more' if key in a else 'new'}: {' '.join(k for k in key[:-1] if k)}")
        for key in set(a) & set(b):
            p, q = a[key], b[key]
            one_only = {c for c in set(p) ^ set(q) if c not in OF_FILE and not c.startswith("sensor:") and (p.get(c) or q.get(c))}
            if one_only:
                differ.add(f"{name}: columns {sorted(one_only)}")
            for column in p:
                if column in q:
                    cells += 1
                    compare(name, column, p[column], q[column], p)
    for line in sorted(differ)[:20]:
        print(line)
    print(f"{len(differ)} differ" if differ else "the same tables" if cells > 1000 else "no tables")


main(*sys.argv[1:3])
