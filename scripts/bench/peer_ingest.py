# SPDX-License-Identifier: GPL-3.0-or-later
"""What scripts/bench/tools compares hinge-ingest with: the obvious Python for the same work.

peer_ingest.py ingest trc|csv OUT FILE...    pandas reads, h5py writes gzip; prints wall and CPU seconds
Imports and start-up are not in the time. For hinge-analyze see peer_analyze.py."""

import sys
import time

import h5py
import pandas


def ingest(kind, out, files):
    with h5py.File(out, "w") as study:
        for number, path in enumerate(files):
            if kind == "trc":
                table = pandas.read_csv(path, sep="\t", skiprows=5, header=None)
            else:
                table = pandas.read_csv(path)
            study.create_dataset(f"trial{number}", data=table.to_numpy(float).T,
                                 compression="gzip")


wall, cpu = time.perf_counter(), time.process_time()
ingest(sys.argv[2], sys.argv[3], sys.argv[4:])
print(time.perf_counter() - wall, time.process_time() - cpu)
