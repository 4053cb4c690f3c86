#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Power of curves against published numbers. Pilots whose covariance is exactly that of a noise
# model: the one-sample example of power1d's documentation (spm1d.org/power1d, Power analysis: 8
# curves of 365 nodes, a pulse of 5 at node 200 with FWHM 100, noise of SD 3 and FWHM 70 with white
# noise of SD 0.3), which has an omnibus power of 0.843 by 5,000 simulations; the 0D validation of
# Pataky (2017, PeerJ Comput Sci 3:e125: J = 12, effect 0.8), whose power is the noncentral t's; and
# its 1D one (J = 8, Q = 201, FWHM 40, effect 0.8), 0.797 by 20,000 simulations in NumPy.
set -uo pipefail
python3 -c 'import numpy' 2>/dev/null || { echo "skipped: no NumPy"; exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
python3 - <<'P' || exit 1
import numpy as np

def smooth(nodes, fwhm, sd, white):
    x, s = np.arange(nodes), fwhm / np.sqrt(8 * np.log(2))
    return sd**2 * np.exp(-((x[:, None] - x) ** 2) / (4 * s * s)) + white**2 * np.eye(nodes)

def pilot(name, signal, covariance):  # the roots of the covariance, once with each sign
    values, vectors = np.linalg.eigh(covariance)
    keep = values > 1e-9 * values.max()
    roots = (vectors[:, keep] * np.sqrt(values[keep])).T
    curves = signal + np.vstack([roots, -roots]) * np.sqrt((2 * len(roots) - 1) / 2)
    with open(name, "w") as out:
        print("participant," + ",".join(f"n{q:03d}" for q in range(len(signal))), file=out)
        for i, y in enumerate(curves):
            print(f"P{i}," + ",".join(f"{v:.9g}" for v in y), file=out)

s = 100 / np.sqrt(8 * np.log(2))
pilot("pulse.csv", 5 * np.exp(-((np.arange(365) - 200) ** 2) / (2 * s * s)), smooth(365, 70, 3, 0.3))
pilot("constant.csv", np.full(201, 0.8), smooth(201, 40, 1, 0))
pilot("one.csv", np.full(3, 0.8), np.ones((3, 3)) + 1e-9 * np.eye(3))
P
failed=0
check() { # PILOT N NSIM KEY WANTED WITHIN
    hinge-compare -q power_curve --from "$1.csv" --design one-sample --two-sided=false --effect pilot \
        --n "$2" --nsim "$3" --format json >out.json || { failed=1; return; }
    python3 - "$@" <<'P' || failed=1
import json, sys
name, n, studies, key, wanted, within = sys.argv[1:]
point = json.load(open("out.json"))["results"]["curve"][n]
for k, want, reach in ((key, float(wanted), float(within)), ("type_1", 0.05, 3 * (0.05 * 0.95 / int(studies)) ** 0.5)):
    if abs(point[k] - want) > reach:
        print(f"{name}: {k} is {point[k]}, not within {reach} of {want}")
        sys.exit(1)
P
}
# three standard errors of both simulations, with that of the threshold from studies without an effect
check pulse 8 2000 power_threshold 0.843 0.035
check constant 8 4000 power_threshold 0.797 0.025
check one 12 6000 power 0.82898 0.0146
exit $failed
