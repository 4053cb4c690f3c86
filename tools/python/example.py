# SPDX-License-Identifier: GPL-3.0-or-later
"""From results.h5 to a figure and a mixed model: python3 example.py results.h5 figure.pdf"""
import sys

import matplotlib
import statsmodels.formula.api as smf

import hingekit

matplotlib.use("Agg")
with hingekit.open_results(sys.argv[1]) as results:
    reps = results.reps("descent", ["lumbar_fraction"])
reps = reps[reps["valid"]]
people = reps.groupby(["participant", "group", "cue"])["lumbar_fraction"].mean().unstack("cue")

axes = people.plot.box(figsize=(4, 4))
axes.set_ylabel("Lumbar fraction of the descent")
axes.figure.savefig(sys.argv[2])

# "none" is the reference, as in hingekit; groups in the order of the list
first = reps["group"].iloc[0]
formula = f'lumbar_fraction ~ C(group, Treatment("{first}")) + C(cue, Treatment("none"))'
model = smf.mixedlm(formula, reps, groups=reps["participant"]).fit(reml=True)
for value in model.fe_params:
    print(f"{value:.10f}")
