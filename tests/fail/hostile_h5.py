# SPDX-License-Identifier: GPL-3.0-or-later
"""Study and results files that are broken, or say what cannot be, under valid checksums.

Usage: hostile_h5.py [--full] STUDY RESULTS FOLDER

Each case changes a copy of a sound file through the HDF5 library and runs the tools on it: exit
3, one line that names the dataset, within a second and 64 MiB, and no output. --full makes every
dataset with rows of something hollow, in three sizes. The last line counts.
"""
import os
import shutil
import signal
import subprocess
import sys
import threading

import h5py
import numpy as np

CHECKED = dict(compression="gzip", compression_opts=1, fletcher32=True)
DIMENSIONS = ("DIMENSION_LIST", "REFERENCE_LIST")
DIMENSION = "_Netcdf4Coordinates"
SECONDS = 1.0
# a sanitizer's own memory comes on top of the program's
KIB = (128 if os.environ.get("HINGE_SANITIZED") else 64) * 1024


def remake(path, shape, chunks=None, dtype=None, data=None, settings=None):
    """A dataset of another shape or type in the place and with the attributes of the old."""

    def change(h):
        old = h[path]
        kept = [
            (k, old.attrs[k], old.attrs.get_id(k).dtype)
            for k in old.attrs
            if k not in DIMENSIONS
        ]
        kind = np.dtype(dtype or old.dtype)
        group, name = path.rsplit("/", 1)
        del h[path]
        how = CHECKED if settings is None else settings
        made = h[group].create_dataset(
            name,
            shape=shape,
            maxshape=(None,) * len(shape) if how is CHECKED else None,
            chunks=chunks,
            dtype=kind,
            shuffle=kind.itemsize > 1 and how is CHECKED,
            **how,
        )
        for k, was, of in kept:
            made.attrs.create(k, was, dtype=of)
        if data is not None:
            made[...] = np.full(shape, data, dtype=kind)

    return change


def write(dataset, values):
    """As it is: h5py's own text type would lose a single character to a terminator."""
    dataset.id.write(h5py.h5s.ALL, h5py.h5s.ALL, values, mtype=dataset.id.get_type())


def value(path, at, new):
    """One value of a dataset."""

    def change(h):
        values = h[path][...]
        values[at] = new
        h[path][...] = values

    return change


def word(path, row, text):
    """One text of a table: characters, as wide as the dataset."""

    def change(h):
        values = h[path][...]
        values[row] = [text[i : i + 1].encode() for i in range(values.shape[1])]
        write(h[path], values)

    return change


def parameter(key, text):
    def change(h):
        keys = [b"".join(row).decode() for row in h["parameters/key"][...]]
        word("parameters/value", keys.index(key), text)(h)

    return change


def rows(path, n):
    return lambda h: h[path].resize(n, axis=0)


def all_rows(n):
    def change(h):
        for group in ("reps", "waveforms"):
            for name in h[group]:
                if h[group][name].maxshape[0] is None:
                    h[group][name].resize(n, axis=0)

    return change


def attribute(name, new, path="/"):
    return lambda h: h[path].attrs.modify(name, new)


def empty_table(group):
    def change(h):
        for name in list(h[group]):
            if h[group][name].dtype != np.dtype(">f4"):
                shape = (0,) + h[group][name].shape[1:]
                remake(f"{group}/{name}", shape, (1,) + shape[1:])(h)

    return change


def soft_link(h):
    del h["trials/status"]
    h["trials/status"] = h5py.SoftLink("/ledger/status")


def external_link(h):
    h["elsewhere"] = h5py.ExternalLink("/etc/passwd", "/x")


def external_storage(h):
    shape = h["list/mass_kg"].shape
    del h["list/mass_kg"]
    space = h5py.h5s.create_simple(shape)
    how = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    how.set_external(b"/etc/passwd", 0, 8 * shape[0])
    h5py.h5d.create(h["list"].id, b"mass_kg", h5py.h5t.IEEE_F64LE, space, how)


def virtual(h):
    layout = h5py.VirtualLayout(shape=h["list/mass_kg"].shape, dtype="<f8")
    layout[:] = h5py.VirtualSource(".", "/list/load_kg", shape=layout.shape)
    del h["list/mass_kg"]
    h["list"].create_virtual_dataset("mass_kg", layout)


def swap_trials(h):
    values = h["reps/trial"][...]
    values[[0, -1]] = values[[-1, 0]]
    h["reps/trial"][...] = values


def swap_labels(path):
    def change(h):
        values = h[path][...]
        values[[0, 1]] = values[[1, 0]]
        write(h[path], values)

    return change


def twice(path):
    """The first row's text in the second row too."""

    def change(h):
        values = h[path][...]
        values[1] = values[0]
        write(h[path], values)

    return change


def resized(group, n):
    """Every column of a table n rows long: the first rows, or all and those again."""

    def change(h):
        rows = next(len(d) for name, d in h[group].items() if name.endswith("_row"))
        for name in list(h[group]):
            if h[f"{group}/{name}"].dtype == np.dtype(">f4"):
                continue
            values = h[f"{group}/{name}"][...]
            if len(values) == rows:
                values = np.resize(values, (n,) + values.shape[1:])
                remake(f"{group}/{name}", values.shape, values.shape)(h)
                write(h[f"{group}/{name}"], values)

    return change


def numbers(path, name, new):
    """An attribute of 32-bit numbers, in the place of what was there."""
    return lambda h: h[path].attrs.create(name, np.asarray(new, "<i4"))


def link(path):
    def change(h):
        h.move(path, path + "_")
        h[path] = h5py.SoftLink("/" + path + "_")

    return change


def no_group(path):
    def change(h):
        del h[path]
        h[path] = np.zeros(3)

    return change


def moved(path, to):
    return lambda h: h.move(path, to)


def removed(path):
    def change(h):
        del h[path]

    return change


def filters_turned(path):
    """The right filters in another order."""

    def change(h):
        shape = h[path].shape
        del h[path]
        group, name = path.rsplit("/", 1)
        how = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        how.set_chunk(shape)
        how.set_deflate(1)
        how.set_shuffle()
        how.set_fletcher32()
        space = h5py.h5s.create_simple(shape)
        h5py.h5d.create(h[group].id, name.encode(), h5py.h5t.IEEE_F64LE, space, how)

    return change


def as_scalar(path):
    def change(h):
        del h[path]
        h[path] = 1.0

    return change


HUGE = 2**56
TRIAL = "trials/p003_1_bodyweight_hinge_none_1"  # every channel in it, with its own divisor
CHANNELS = 53
N = 60  # repetitions of the results file; checked in main
STUDY = {
    "hollow column": (remake("list/cue", (HUGE, 0), (1, 1)), "/list/cue"),
    "hollow column, 2^26": (remake("ledger/message", (2**26, 0), (1, 1)), "/ledger/message"),
    "hollow index": (remake("index/id", (2**32, 0), (1, 1)), "/index/id"),
    "hollow layout": (remake("layouts/0/unit", (HUGE, 0), (1, 1)), "/layouts/0/unit"),
    "rows of one letter": (
        remake("ledger/reason", (2**23, 1), (2**17, 1), data=b""),
        "/ledger/reason",
    ),
    "column a row short": (remake("list/cue", (19, 5), (19, 5), data=b"x"), "/list/cue"),
    "another type": (remake("list/mass_kg", (20,), (20,), "<i4", 1), "/list/mass_kg"),
    "another rank": (remake("list/mass_kg", (20, 1, 1), (20, 1, 1), data=1), "/list/mass_kg"),
    # without any it is read, as what another program rewrote is (docs/files.md)
    "another filter, no checksum": (
        remake("list/mass_kg", (20,), settings=dict(compression="lzf")),
        "/list/mass_kg",
    ),
    "another filter": (
        remake("list/mass_kg", (20,), settings=dict(compression="lzf", fletcher32=True)),
        "/list/mass_kg",
    ),
    "external link": (external_link, "/elsewhere"),
    "external storage": (external_storage, "/list/mass_kg"),
    "virtual data set": (virtual, "/list/mass_kg"),
    "status zz": (word("ledger/status", 3, "zz"), "/ledger/status"),
    "no status": (word("ledger/status", 3, ""), "/ledger/status"),
    "unknown component": (word("layouts/0/component", 1, "q"), "/layouts/0"),
    "unknown unit": (word("layouts/0/unit", 1, "q"), "/layouts/0"),
    "layout that is not there": (value("index/layout", 2, 7), "/index"),
    "layout of minus one": (value("index/layout", 2, -1), "/index"),
    "layout of half": (value("index/layout", 2, 0.5), "/trials/"),
    "frames that disagree": (value("index/frames", 2, 7), "/trials/"),
    "infinite frames": (value("index/frames", 2, np.inf), "/index/frames"),
    "infinite mass": (value("list/mass_kg", 2, np.inf), "/list/mass_kg"),
    "a trial twice": (twice("index/id"), "the trial"),
    "up of zz": (word("list/up", 2, "zz"), "/list/up"),
    "unknown landmark": (word("layouts/0/landmark", 1, "q"), "/layouts/0"),
    "unknown family": (attribute("family", np.bytes_("q"), "layouts/0"), "/layouts/0"),
    "up of a long word": (
        lambda h: h["layouts/0"].attrs.create("up", "+yyyy", dtype=h5py.string_dtype("utf-8", 5)),
        "/layouts/0",
    ),
    "a table that is a link": (link("list"), "/list"),
    "too many channels": (resized("layouts/0", (1 << 17) + 1), "/layouts/0"),
    "layout that is a link": (link("layouts/0"), "/layouts/0"),
    "layout that is no group": (no_group("layouts/0"), "/layouts/0"),
    "list shorter than the ledger": (resized("list", 19), "list and ledger"),
    "index longer than the trials": (resized("index", 21), "/index"),
    "a column twice": (attribute("column", np.bytes_("load_kg"), "list/mass_kg"), "/list/load_kg"),
    "filters turned": (filters_turned("list/mass_kg"), "/list/mass_kg"),
    "a single number": (as_scalar("list/mass_kg"), "/list/mass_kg"),
    "four dimensions": (remake("list/mass_kg", (20, 1, 1, 1), (20, 1, 1, 1)), "/list/mass_kg"),
    "divisor of 3": (numbers(TRIAL, "decimal_divisor", [3] * CHANNELS), "/" + TRIAL),
    "divisors too few": (numbers(TRIAL, "decimal_divisor", [1, 10]), "/" + TRIAL),
    "divisors too many": (numbers(TRIAL, "decimal_divisor", [1] * 5000), "/" + TRIAL),
    "a channel short": (numbers(TRIAL, "channels", range(CHANNELS - 1)), "/" + TRIAL),
    "a channel twice": (numbers(TRIAL, "channels", [0] * CHANNELS), "/" + TRIAL),
    "a channel beyond": (numbers(TRIAL, "channels", range(1, CHANNELS + 1)), "/" + TRIAL),
    "layout of two numbers": (numbers(TRIAL, "layout", [0, 0]), "/" + TRIAL),
    "chunks of a number each": (remake(TRIAL, (CHANNELS, 2**22), (1, 1), "<i4"), "/" + TRIAL),
}
RESULTS = {
    "hollow column": (remake("trials/cue", (HUGE, 0), (1, 1)), "/trials/cue"),
    "hollow ledger": (remake("ledger/sha256", (2**26, 0), (1, 1)), "/ledger/sha256"),
    "hollow labels": (remake("reps/fault", (HUGE, 0), (1, 1)), "/reps/fault"),
    "hollow reasons": (remake("reps/reason", (HUGE, 0, 0), (1, 1, 1)), "/reps/reason"),
    "hollow metrics": (remake("reps/value", (2**32, 0, 0), (1, 1, 1)), "/reps/value"),
    "metrics a row short": (rows("reps/value", N - 1), "/reps/value"),
    "metrics without rows": (rows("reps/value", 0), "/reps/value"),
    "trial a row short": (rows("reps/trial", N - 1), "/reps/trial"),
    "reason a row longer": (rows("reps/reason", N + 1), "/reps/reason"),
    "one repetition more said": (attribute("hinge_rows", np.uint64(N + 1)), "/reps"),
    "one repetition fewer said": (attribute("hinge_rows", np.uint64(N - 1)), "/reps"),
    "2^62 repetitions": (attribute("hinge_rows", np.uint64(2**62)), "/reps"),
    "2^64 - 1 repetitions": (attribute("hinge_rows", np.uint64(2**64 - 1)), "/reps"),
    "every array a row longer": (all_rows(N + 1), "/reps/"),
    "reason 60000": (value("reps/reason", (3, 0, 0), 60000), "/reps/reason"),
    "fault reason 60000": (value("reps/fault_reason", (3, 1), 60000), "/reps/fault_reason"),
    "fault state 77": (value("reps/fault_state", (3, 1), 77), "/reps/fault_state"),
    "floor 2": (value("reps/floor", 3, 2), "/reps/floor"),
    "valid 9": (value("reps/valid", 3, 9), "/reps/valid"),
    "repetition 0": (value("reps/rep", 3, 0), "/reps/rep"),
    "infinite metric": (value("reps/value", 3, np.inf), "/reps/value"),
    "minus infinity": (value("reps/fault_severity", (3, 1), -np.inf), "/reps/fault_severity"),
    "infinite time": (value("reps/desc_end_s", 3, np.inf), "/reps/desc_end_s"),
    "trial 20 of 20": (value("reps/trial", 3, 20), "/reps/trial"),
    "trial -1": (value("reps/trial", 3, -1), "/reps/trial"),
    "another person's repetition": (swap_trials, "/reps/trial"),
    "tier Z": (word("trials/tier", 3, "Z"), "/trials/tier"),
    "status zz": (word("trials/status", 3, "zz"), "/trials/status"),
    "side q": (word("trials/side", 3, "q"), "/trials/side"),
    "reason of no name": (word("trials/reason", 3, "Q"), "/trials/reason"),
    "repetitions that disagree": (value("trials/reps", 3, 4), "/trials/"),
    "first repetition that disagrees": (value("trials/first_rep", 3, 1), "/trials/first_rep"),
    "negative agg.min_reps": (parameter("agg.min_reps", "-3"), "agg.min_reps"),
    "agg.min_reps of nothing": (parameter("agg.min_reps", ""), "agg.min_reps"),
    "emptied fault table": (empty_table("faults"), "/faults"),
    "faults in another order": (swap_labels("faults/id"), "/faults"),
    "metrics in another order": (swap_labels("metrics/id"), "/metrics"),
    "labels in another order": (swap_labels("reps/metric"), "/metrics"),
    "infinite threshold": (value("faults/threshold", 2, np.inf), "/faults/threshold"),
    "soft link": (soft_link, "/trials/status"),
    "external link": (external_link, "/elsewhere"),
    "external storage": (external_storage, "/list/mass_kg"),
    "no number of repetitions": (lambda h: h.attrs.create("hinge_rows", h5py.Empty("<u8")), "hinge_rows"),
    "repetitions of no count": (
        lambda h: h.attrs.create("hinge_rows", np.zeros(0, "<u8")),
        "hinge_rows",
    ),
    "a dimension short": (numbers("reps/reason", DIMENSION, [53, 55]), "/reps/reason"),
    "a dimension of nothing": (numbers("reps/reason", DIMENSION, [53, 55, 99]), "/reps/reason"),
    "dimensions exchanged": (numbers("reps/reason", DIMENSION, [53, 57, 55]), "/reps/reason"),
    "no metrics": (removed("reps/value"), "/reps"),
    "metrics without names": (remake("reps/metric", (249,), (249,), "<i4", 1), "/reps"),
    "metrics by another name": (moved("reps/value", "reps/values"), "/reps"),
    "metrics of one phase": (
        lambda h: (
            remake("reps/value", (N, 249), (N, 249))(h),
            numbers("reps/value", DIMENSION, [53, 55])(h),
        ),
        "/reps",
    ),
    "metrics and phases exchanged": (numbers("reps/value", DIMENSION, [53, 57, 55]), "/reps/value"),
    "no array of validity": (removed("reps/valid"), "valid"),
    "validity of phases": (
        lambda h: (
            remake("reps/valid", (N, 4), (N, 4), data=1)(h),
            numbers("reps/valid", DIMENSION, [53, 57])(h),
        ),
        "/reps/valid",
    ),
    "phases by another name": (moved("reps/phase", "reps/stage"), "/reps/reason"),
    "faults by another name": (moved("reps/fault", "reps/failing"), "/reps/fault_state"),
    "curves without names": (remake("waveforms/signal", (9,), (9,), "<i4", 1), "/waveforms"),
    "curves of one signal": (
        lambda h: (
            remake("waveforms/by_time", (N, 101), (N, 101))(h),
            numbers("waveforms/by_time", DIMENSION, [60, 63])(h),
        ),
        "/waveforms/by_time",
    ),
    "severities of phases": (
        lambda h: (
            remake("reps/fault_severity", (N, 4), (N, 4), data=2)(h),
            numbers("reps/fault_severity", DIMENSION, [53, 57])(h),
        ),
        "/reps/fault_severity",
    ),
    "states of phases": (
        lambda h: (
            remake("reps/fault_state", (N, 4), (N, 4), data=2)(h),
            numbers("reps/fault_state", DIMENSION, [53, 57])(h),
        ),
        "/reps/fault_state",
    ),
    "waveforms a row short": (rows("waveforms/by_time", N - 1), "/waveforms/by_time"),
    # of the curve that each command reads
    "infinite waveform": (value("waveforms/by_time", (3, 2, 5), np.inf), "/waveforms/by_time"),
}


def hollow(path):
    """Every dataset of a file with rows of something, hollow in three sizes."""
    found = {}

    def visit(name, item):
        if isinstance(item, h5py.Dataset) and len(item.shape) > 1:
            for n in (2**26, 2**32, HUGE):
                shape = (n,) + (0,) * (len(item.shape) - 1)
                change = remake(name, shape, (1,) * len(shape))
                found[f"hollow /{name}, {n}"] = (change, f"/{name}")

    with h5py.File(path) as h:
        h.visititems(visit)
    return found


def run(command, output):
    """Exit code, processor seconds, KiB and what was said; an output is an error. Seconds are
    the program's own, whatever else the machine does; one that waits is killed."""
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    watch = threading.Timer(60, os.kill, (child.pid, signal.SIGKILL))
    watch.start()
    said = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    watch.cancel()
    code = child.returncode
    if os.path.exists(output):
        os.remove(output)
        said += " [left an output]"
        code = "output"
    return code, used.ru_utime + used.ru_stime, used.ru_maxrss, said.strip()


def commands(kind, bad, output, name):
    if kind == "study":
        return [["hinge-analyze", "-q", bad, "-o", output]]
    if "/waveforms" in name:
        options = ["--curve", "lumbar_flex", "--group", "group", "--filter", "cue=none"]
        return [
            ["hinge-compare", "spm", bad, *options, "-o", output],
            ["hinge-table", "waveforms", bad, "-o", output],
        ]
    if "/agreement" in name:
        return [["hinge-table", "agreement", bad, "-o", output]]
    table = ["hinge-table", "reps", bad, "--columns", "all", "-o", output]
    faults = ["hinge-table", "faults", bad, "-o", output]
    cues = ["hinge-compare", "cues", bad, "-o", output]
    return [faults, cues] if "/reps/fault" in name else [table] if "/reps/" in name else [table, faults]


def main():
    arguments = sys.argv[1:]
    full = "--full" in arguments
    study, results, folder = [a for a in arguments if a != "--full"]
    bad, output = os.path.join(folder, "bad.h5"), os.path.join(folder, "output")
    with h5py.File(results) as h:
        assert h.attrs["hinge_rows"] == N
    wrong = n = 0
    for kind, sound, cases in (("study", study, STUDY), ("results", results, RESULTS)):
        if full:
            cases = cases | hollow(sound)
        for name, (change, named) in cases.items():
            shutil.copy(sound, bad)
            with h5py.File(bad, "r+", libver=("v110", "v110")) as h:
                change(h)
            for command in commands(kind, bad, output, named):
                code, seconds, kib, said = run(command, output)
                n += 1
                good = code == 3 and named in said and said.count("\n") == 0
                if not good or seconds > SECONDS or kib > KIB:
                    wrong += 1
                    print(f"{kind}, {name}: exit {code}, {seconds:.2f} s, {kib} KiB: {said}")
                elif os.environ.get("VERBOSE"):
                    print(f"{kind}, {name}: {said}")
    print(f"{n} runs, {wrong} wrong")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main())
