#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/dist --wheel: two wheels of a tree have the same bytes; a clean environment without a network installs
# one, and its programs and functions give what the command line does. Needs Debian's Python with venv. 77: skipped.
set -euo pipefail
root=$HINGE_ROOT python=/usr/bin/python3
git -C "$root" rev-parse -q --verify HEAD >/dev/null 2>&1 || { echo "skipped: no git checkout"; exit 77; }
[ -z "${HINGE_SANITIZED-}${HINGE_COVERAGE-}" ] || { echo "skipped: of the plain build"; exit 77; }
for module in venv pip tomllib h5py pandas xarray pytest; do
    $python -c "import $module" 2>/dev/null || { echo "skipped: $python has no $module"; exit 77; }
done
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-wheel-XXXXXX")
trap 'rm -rf "$folder"' EXIT
version=$(sed -n 's/^.define HINGE_VERSION "\(.*\)"/\1/p' "$root/lib/include/hinge/init.h")
cd "$folder"
# the tree as it is, as a commit of its own
git clone -q --shared --no-tags "$root" tree 2>/dev/null
git -C "$root" diff --binary HEAD >changes
[ ! -s changes ] || { git -C tree apply --index ../changes && git -C tree -c user.name=t -c user.email=t@t.invalid commit -qm t; }
for run in 1 2; do
    env -u LD_PRELOAD tree/scripts/dist "$version" --wheel >said 2>&1 || { status=$?; cat said; exit $status; }
    mkdir $run && mv tree/hingekit-*.whl $run
done
cmp 1/*.whl 2/*.whl
tail -n 1 said

mkdir study expected
cp -r "$root"/datasets/cohort/{p0*,trials.csv} study
cp -r study expected
(cd expected && hinge-run -q --new study >/dev/null && hinge-run -q study >/dev/null)

cat >clean.sh <<'END'
set -euo pipefail
/usr/bin/python3 -m venv --system-site-packages environment
environment/bin/python -m pip --isolated install -q --no-index --no-deps 1/*.whl
export PATH=$PWD/environment/bin:$PATH HINGE_STUDY=$PWD/study HINGE_EXPECTED=$PWD/expected/study/results
export HINGE_RESULTS=$HINGE_EXPECTED/results.h5 HINGE_TABLES=$PWD
case $(command -v hinge-run) in "$PWD"/*) ;; *) echo "hinge-run is not that of the wheel"; exit 1 ;; esac
cp -r study by-hand
hinge-run -q --new by-hand >/dev/null
hinge-run -q by-hand >/dev/null
diff -r -x run-state.txt by-hand/results "$HINGE_EXPECTED"
hinge-table reps "$HINGE_RESULTS" --columns all --format csv -o reps.csv
hinge-table waveforms "$HINGE_RESULTS" --format csv -o waveforms.csv
hinge-table reps "$HINGE_RESULTS" --format xlsx -o reps.xlsx
hinge-table reps "$HINGE_RESULTS" --format sav -o reps.sav
python -m pytest -q -p no:cacheprovider tests
readelf -d environment/lib/python3*/site-packages/hingekit/{bin/hinge-tools,lib/libhinge.so} | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p' | sort -u |
    grep -vE '^lib(c|m|z)\.so' | while read -r library; do
    [ -e environment/lib/python3*/site-packages/hingekit/lib/"$library" ] || { echo "not in the wheel: $library"; exit 1; }
done
ls environment/lib/python3*/site-packages/hingekit-*.dist-info/licenses/{hingekit,hdf5,gsl,openssl}.txt >/dev/null
END
cp -r "$root/tools/python/tests" .
alone=()
! unshare -n true 2>/dev/null || alone=(unshare -n) # no network at all
"${alone[@]}" env -i HOME="$folder" PATH=/usr/bin:/bin LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 bash clean.sh >said 2>&1 || { tail -n 60 said; exit 1; }
tail -n 1 said
