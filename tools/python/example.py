# SPDX-License-Identifier: GPL-3.0-or-later
"""From results.h5 to a figure and people's changes with the dowel:
hinge-table reps results.h5 -o reps.csv && python3 example.py results.h5 reps.csv figure.pdf"""
import sys

import pandas as pd

import hingekit

with hingekit.read(sys.argv[1]) as results:
    reps = results.reps("descent", ["lumbar_fraction"])
# reps.csv says which repetitions are used
used = pd.read_csv(sys.argv[2], dtype=str).query('phase == "descent" and used == "1"')
keys = ["participant", "session", "task", "cue", "trial", "rep"]
reps = reps.astype({"rep": str}).merge(used[keys].fillna(""), on=keys)
# people are the unit: means of recordings, then of people
recordings = reps.groupby(["participant", "cue", "trial_id"])["lumbar_fraction"].mean()
people = recordings.groupby(["participant", "cue"]).mean().unstack("cue")

change = people["dowel"] - people["none"]
for value in change.mean(), change.sem(), change.mean() / change.sem():
    print(f"{value:.10f}")

axes = people.plot.box(figsize=(4, 4))
axes.set_ylabel("Lumbar fraction of the descent")
axes.figure.savefig(sys.argv[3])
