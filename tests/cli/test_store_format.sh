#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the Python of docs/files.md on STUDY and RESULTS (environment), or else on small
# samples, and compares a trial with the numbers it was made from. 77: skipped.
# Usage: test_store_format.sh [BUILD]
set -eu
build=${1:-${HINGE_BUILD:-build}}
page=$(dirname "$0")/../../docs/files.md
if ! python3 -c 'import h5py, xarray, netCDF4' 2>/dev/null; then
    echo "skipped: python3 with h5py, xarray and netCDF4 is not installed"
    exit 77
fi
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-format-XXXXXX")
trap 'rm -rf "$folder"' EXIT
awk -v folder="$folder" '
    /^```python$/ { n++; out = folder "/block" n ".py"; next }
    /^```$/ { out = ""; next }
    out != "" { print > out }' "$page"
[ -f "$folder/block2.py" ] || { echo "no Python found in $page"; exit 1; }
numbers=
if [ -z "${STUDY:-}" ] || [ -z "${RESULTS:-}" ]; then
    sampler=$build/tests/unit/store/test_samples
    if [ ! -x "$sampler" ]; then
        echo "skipped: set STUDY and RESULTS, or build $sampler"
        exit 77
    fi
    "$sampler" "$folder" >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
    STUDY=$folder/study.h5
    RESULTS=$folder/results.h5
    numbers=$folder/p01.csv
fi
export STUDY RESULTS
for block in "$folder"/block*.py; do
    python3 "$block"
done
[ -n "$numbers" ] || exit 0
cat "$folder/block1.py" - >"$folder/compare.py" <<'END'

import sys
import xarray
with h5py.File(os.environ["STUDY"], "r") as study:
    got, names = trial(study, "p01")
want = np.genfromtxt(sys.argv[1], delimiter=",")
assert names[0] == "column 0" and got.shape == want.shape
assert np.array_equal(got, want, equal_nan=True)
engines = ["netcdf4"]
try:
    import h5netcdf
    engines.append("h5netcdf")
except ImportError:
    pass
for engine in engines:
    with xarray.open_dataset(os.environ["RESULTS"], group="/waveforms",
                             engine=engine) as waveforms:
        one = waveforms["angle"].sel(signal="hip_flex", repetition=1, percent=2)
        assert float(one) == 1 * 202 + 101 + 2
        assert waveforms["angle"].attrs["units"] == "degree"
    with xarray.open_dataset(os.environ["RESULTS"], group="/reps", engine=engine) as reps:
        assert list(reps["phase"].values) == ["descent", "ascent"]
        assert np.isnan(reps["trial_index"].values[3])
        assert np.isnan(reps["lumbar_excursion_deg"].sel(repetition=2, phase="descent"))
    with xarray.open_dataset(os.environ["STUDY"], group="/list", engine=engine) as table:
        assert list(table["group"].values) == ["trained", "sédentaire", "trained"]
END
python3 "$folder/compare.py" "$numbers"
