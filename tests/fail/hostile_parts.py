# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of a study and of results that are broken, or of another whole, under valid checksums.

Usage: hostile_parts.py FOLDER with s1.h5 and s2.h5 of hinge-ingest --shard, r1.h5 and r2.h5 of
hinge-analyze. Each case changes a copy of the second; hinge-merge says why it cannot be joined,
exit 3, and writes nothing.
"""
import os
import shutil
import subprocess
import sys

import h5py
import numpy as np

sys.dont_write_bytecode = True
from hostile_h5 import moved, value  # noqa: E402


def text(path, name, new):
    def change(h):
        kind = h5py.string_dtype("utf-8", len(new))
        h[path].attrs.create(name, new, dtype=kind)

    return change


def words(path, new):
    """Every text of a column."""

    def change(h):
        values = h[path][...]
        letters = [new[i : i + 1].encode() for i in range(values.shape[1])]
        values[:] = letters
        h[path].id.write(h5py.h5s.ALL, h5py.h5s.ALL, values, mtype=h[path].id.get_type())

    return change


def first_of(other, path):
    """The first text of another file's column, in each row."""

    def change(h):
        with h5py.File(other) as o:
            word = o[path][0].tobytes().decode().rstrip("\0")
        words(path, word)(h)

    return change


def one(path, row, new):
    """A text of a column, no longer than the others."""

    def change(h):
        values = h[path][...]
        values[row] = [new.ljust(values.shape[1], "\0")[i : i + 1].encode() for i in range(values.shape[1])]
        h[path].id.write(h5py.h5s.ALL, h5py.h5s.ALL, values, mtype=h[path].id.get_type())

    return change


def id_of(other):
    """The first recording of another part, as the name of the last here."""

    def change(h):
        with h5py.File(other) as o:
            name = o["index/id"][0].tobytes().decode().rstrip("\0")
        for path in ("index/id", "ledger/trial_id"):
            one(path, -1, name)(h)

    return change


def refuse_last(h):
    """The last row of the ledger, which is longer then."""
    old = h["ledger/status"]
    values = np.zeros((len(old), 7), "S1")
    values[:, : old.shape[1]] = old[...]
    values[-1] = [c.encode() for c in "refused"]
    rows, kind = old.dims[0][0].name, old.id.get_type()
    del h["ledger/status"]
    h5py.h5d.create(h["ledger"].id, b"status", kind, h5py.h5s.create_simple(values.shape))
    new = h["ledger/status"]
    new.id.write(h5py.h5s.ALL, h5py.h5s.ALL, values, mtype=kind)
    new.dims[0].attach_scale(h[rows])
    new.dims[1].attach_scale(h["ledger/string7"])


def swap(path):
    def change(h):
        values = h[path][...]
        values[[0, 1]] = values[[1, 0]]
        h[path].id.write(h5py.h5s.ALL, h5py.h5s.ALL, values, mtype=h[path].id.get_type())

    return change


def flip(h):
    """A byte of a chunk's numbers, below its checksum."""
    name = sorted(h["trials"])[0]
    trial = h["trials/" + name]
    mask, stored = trial.id.read_direct_chunk((0, 0))
    stored = bytearray(stored)
    stored[len(stored) // 2] ^= 1
    trial.id.write_direct_chunk((0, 0), bytes(stored), mask)


STUDY = {
    "another version": (text("/", "source", "hinge-ingest 9.9"), ["made by different builds, hinge-ingest ", "and hinge-ingest 9.9: make every shard with one build"]),
    "another build": (text("/", "source", "hinge-ingest 0.1.0 (build 0000000a)"), ["made by different builds, hinge-ingest ", "(build 0000000a): make every shard with one build"]),
    "a row of the list beyond it": (value("shard/row", -1, 20), ["2.h5: damaged: /shard: its row 21 of the list is behind the last"]),
    "a row of the list twice": (value("shard/row", 0, 3), ["2.h5: damaged: /shard: its row 4 of the list is also in s1.h5"]),
    "a person of the other part": (first_of("s1.h5", "list/participant"), ["participant p001 is in both"]),
    "a column of the ledger more": (lambda h: h.copy("ledger/frames", "ledger/more"), ["2.h5: damaged: /ledger has other rows or columns than that of"]),
    "two recordings of one id": (first_of("s2.h5", "index/id"), ["2.h5: damaged: /index: the trial"]),
    "two recordings of one id in the ledger": (first_of("s2.h5", "ledger/trial_id"), ["2.h5: damaged: the ledger names the trial p006_1_bodyweight_hinge_none_1, which is not where it should be"]),
    "a recording of one id in both parts": (id_of("s1.h5"), ["the parts together: damaged: /ledger: the trial"]),
    "a recording that the ledger does not name so": (one("ledger/trial_id", -1, "ghost"), ["2.h5: damaged: the ledger names the trial ghost, which is not where it should be"]),
    "a recording that is not there": (one("index/id", -1, "ghost"), ["2.h5: damaged: the ledger names the trial "]),
    "a recording that is refused in the ledger": (refuse_last, ["2.h5: damaged: it has the trial ", ", which no row of the ledger names"]),
    "a number flipped": (flip, ["2.h5: damaged: /trials/", "a checksum does not fit"]),
}
RESULTS = {
    "another version of the study": (text("/", "study_source", "hinge-ingest 9.9"), ["hinge-ingest 9.9 (the studies): make every shard with one build"]),
    "no study": (lambda h: h.attrs.__delitem__("study_source"), ["unknown (the studies)"]),
    "metrics in another order": (lambda h: (swap("reps/metric")(h), swap("metrics/id")(h)), ["r1.h5 and bad2.h5: made with different metrics"]),
    "a repetition of the recording behind the last": (lambda h: value("reps/trial", -1, len(h["trials/participant"]))(h), ["2.h5: damaged: /reps/trial"]),
    "counts that disagree": (value("trials/reps", 1, 9), ["2.h5: damaged: /trials/first_rep and /trials/reps disagree"]),
    "a repetition of another recording": (lambda h: value("reps/trial", int(h["trials/reps"][0]), 0)(h), ["2.h5: damaged: /reps/trial and /trials/reps disagree"]),
    "a trial that the ledger does not name so": (one("ledger/trial_id", -1, "ghost"), ["2.h5: damaged: the ledger names the trial ghost where /trials has p"]),
    "two recordings of one id": (first_of("r2.h5", "trials/trial_id"), ["2.h5: damaged: /trials: the trial"]),
    "other metrics than its arrays": (swap("metrics/id"), ["2.h5: damaged: /reps/metric and /metrics disagree"]),
    "a column of agreement more": (lambda h: h.copy("agreement/bias", "agreement/more"), ["2.h5: damaged: /agreement"]),
    "no array": (moved("reps/valid", "reps/wrong"), ["2.h5: damaged: /reps/valid is missing"]),
}


def merge(parts, wanted, case):
    done = subprocess.run(["hinge-merge", *parts, "-o", "out.h5"], stderr=subprocess.PIPE, text=True)
    said = done.stderr
    if os.environ.get("VERBOSE"):
        print(f"{case}: {said.strip()}")
    good = done.returncode == 3 and said.count("\n") == 1 and all(w in said for w in wanted)
    if good and not os.path.exists("out.h5"):
        return 0
    print(f"{case}: exit {done.returncode}: {said}")
    if os.path.exists("out.h5"):
        os.remove("out.h5")
    return 1


def main():
    os.chdir(sys.argv[1])
    wrong = 0
    for kind, cases in (("s", STUDY), ("r", RESULTS)):
        for name, (change, wanted) in cases.items():
            shutil.copy(kind + "2.h5", "bad2.h5")
            with h5py.File("bad2.h5", "r+", libver=("v110", "v110")) as h:
                change(h)
            wrong += merge([kind + "1.h5", "bad2.h5"], wanted, name)
    # the first part is what the others are compared with: one without times of repetitions
    shutil.copy("r1.h5", "bad1.h5")
    with h5py.File("bad1.h5", "r+", libver=("v110", "v110")) as h:
        h.move("reps/trial", "reps/trail")
    wrong += merge(["bad1.h5", "r2.h5"], ["bad1.h5: damaged: /reps/trial"], "no trial")
    shutil.copy("s1.h5", "bad1.h5")
    with h5py.File("bad1.h5", "r+", libver=("v110", "v110")) as h:
        mark = h.attrs["shard"].decode()
        text("/", "shard", mark.replace("1/2", "1/20000", 1))(h)
    wrong += merge(["bad1.h5"], ["bad1.h5: damaged: it is one of 20000 shards"], "too many")
    return wrong > 0


sys.exit(main())
