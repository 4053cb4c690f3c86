#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# make dist: two archives of a commit have the same bytes, and MANIFEST has the checksum of every
# file; sources for Windows come by the mirror of apt alone. 77: skipped.
set -euo pipefail
cd "$HINGE_ROOT"
git rev-parse -q --verify HEAD >/dev/null 2>&1 || { echo "skipped: no git checkout"; exit 77; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-dist-XXXXXX")
trap 'rm -rf "$folder"' EXIT
# a commit of its own, so that nothing is written into this checkout
git clone -q --shared --no-tags . "$folder/one" 2>/dev/null
cp scripts/dist "$folder/one/scripts/dist"
for run in 1 2; do
    touch "$folder/one/README.md"
    "$folder/one/scripts/dist" 9.8.7 >/dev/null
    mv "$folder/one/hingekit-9.8.7.tar.gz" "$folder/$run"
    sleep 1
done
cmp "$folder/1" "$folder/2"
tar -xzf "$folder/1" -C "$folder"
cd "$folder/hingekit-9.8.7"
sha256sum -c --quiet MANIFEST
diff <(cut -c67- MANIFEST) <(find . -type f ! -name MANIFEST -printf '%P\n' | LC_ALL=C sort)
[ ! -e .git ] && [ -x scripts/demo ]
# sources for Windows come from where apt is configured to get its own: where that is nowhere, no other place is asked
command -v apt-get >/dev/null || exit 0
mkdir -p "$folder/lists/partial"
printf '%s;\n' 'Dir::Etc::sourcelist "/dev/null"' 'Dir::Etc::sourceparts "/dev/null"' "Dir::State::lists \"$folder/lists\"" >"$folder/apt.conf"
status=0
APT_CONFIG=$folder/apt.conf NAMES=libcsv "$HINGE_ROOT/scripts/libraries" windows "$folder/windows" 2>"$folder/said" || status=$?
if [ $status != 77 ] || [ -e "$folder/windows/apt/sources.list" ] || ! grep -q 'apt has no index .* run apt-get update$' "$folder/said"; then
    echo "exit $status"
    cat "$folder/said"
    exit 1
fi
