# SPDX-License-Identifier: GPL-3.0-or-later
"""What scripts/bench compares with: the obvious Python for the same work.

bench.py ingest trc|csv OUT FILE...    pandas reads, h5py writes gzip; prints seconds
bench.py analyze trc|csv STUDY         reads a study, fills gaps, filters, angles; prints seconds
Imports and start-up are not in the time."""

import sys
import time

import h5py
import numpy
import pandas
import scipy.signal

MARKERS = {
    "trc": dict(shoulder=("LSHO", "RSHO"), hip=("LASI", "RASI", "LPSI", "RPSI"),
                knee=("LKNE", "RKNE"), ankle=("LANK", "RANK")),
    "csv": dict(shoulder=("left_shoulder", "right_shoulder"), hip=("left_hip", "right_hip"),
                knee=("left_knee", "right_knee"), ankle=("left_ankle", "right_ankle")),
}


def ingest(kind, out, files):
    with h5py.File(out, "w") as study:
        for number, path in enumerate(files):
            if kind == "trc":
                table = pandas.read_csv(path, sep="\t", skiprows=5, header=None)
            else:
                table = pandas.read_csv(path)
            study.create_dataset(f"trial{number}", data=table.to_numpy(float).T,
                                 compression="gzip")


def layouts_of(study):
    """Per layout the (marker, component) of its channels."""
    def texts(column):
        return [b"".join(row).decode() for row in column[...]]
    return [list(zip(texts(study["layouts"][n]["marker"]), texts(study["layouts"][n]["component"])))
            for n in sorted(study["layouts"], key=int)]


def fill(x):
    frame = numpy.arange(x.shape[1])
    for row in x:
        gap = numpy.isnan(row)
        if gap.all():
            row[:] = 0
        elif gap.any():
            row[gap] = numpy.interp(frame[gap], frame[~gap], row[~gap])
    return x


def angle(a, b, c=None):
    """Inclination of a to b, or the angle at b."""
    first = numpy.arctan2(a[0] - b[0], a[1] - b[1])
    if c is None:
        return numpy.degrees(first)
    return numpy.degrees(first - numpy.arctan2(b[0] - c[0], b[1] - c[1]))


def analyze(kind, path):
    markers = MARKERS[kind]
    with h5py.File(path) as study:
        layouts = layouts_of(study)
        for trial in study["trials"].values():
            layout = layouts[int(trial.attrs["layout"])]
            rows = trial.attrs.get("channels", numpy.arange(trial.shape[0]))
            at = {layout[channel]: row for row, channel in enumerate(rows)}
            x = trial[...].astype(float)
            if "decimal_divisor" in trial.attrs:
                x[x == numpy.iinfo(numpy.int32).min] = numpy.nan
                x /= numpy.asarray(trial.attrs["decimal_divisor"], float).reshape(-1, 1)
            rate = trial.attrs.get("header_rate_hz", 60.0)
            b, a = scipy.signal.butter(2, 6 / (rate / 2))
            x = scipy.signal.filtfilt(b, a, fill(x), axis=1)

            def point(joint):
                return [numpy.mean([x[at[m, axis]] for m in markers[joint]], axis=0)
                        for axis in "xy"]

            shoulder, hip, knee, ankle = (point(joint) for joint in markers)
            angle(shoulder, hip)
            angle(shoulder, hip, knee)
            angle(hip, knee, ankle)
            angle(knee, ankle)


start = time.perf_counter()
if sys.argv[1] == "ingest":
    ingest(sys.argv[2], sys.argv[3], sys.argv[4:])
else:
    analyze(sys.argv[2], sys.argv[3])
print(time.perf_counter() - start)
