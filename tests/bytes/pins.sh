# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every byte that a tool makes, against stored digests. A test in this folder sources this file, makes
# recordings, calls `pin NAME COMMAND...` and `keep FILE...`, and ends with `pinned`. The digests are in
# test_NAME.list beside it. Where one differs, the test names the output, and how to see what changed.
# HINGE_ACCEPT=yes (scripts/run-tests --accept) writes the list, HINGE_KEEP=DIR keeps the outputs.
set -u
stored=$HINGE_ROOT/tests/bytes/$(basename "${BASH_SOURCE[1]}" .sh).list
pins=$(mktemp -d "${TMPDIR:-/tmp}/hinge-bytes-XXXXXX")
trap 'rm -rf "$pins"' EXIT
mkdir "$pins/out"
version=$(hinge-table --version | sed -n '1s/.* //p') # is no part of them
cd "$pins" || exit 1
[ "$(uname -sm)" = "Linux x86_64" ] || { echo "skipped: the last digits are those of Linux on x86_64"; exit 77; }

# A command's stdout, stderr and exit.
pin() { # name command...
    local name=$1 status=0
    shift
    [ ! -e "out/$name" ] || { echo "$name is pinned twice"; exit 1; }
    "$@" >"out/$name" 2>"$pins/said" || status=$?
    { [ ! -s "$pins/said" ] || { echo "== stderr"; cat "$pins/said"; }; echo "== exit $status"; } >>"out/$name"
}

# Files that a command wrote.
keep() { # file...
    local file
    for file in "$@"; do
        cp "$file" "out/${file//\//,}"
    done
}

pinned() {
    cd out || exit 1
    # the bytes of a results file are those of one version of libhdf5
    sed -i -E "s/${version//./\\.}/VERSION/g; s/(results( file)? sha256) [0-9a-f]+/\1 DIGEST/g" ./*
    sha256sum ./* | sed 's|^\(................\)[0-9a-f]* [ *]\./|\1 |' >"$pins/list"
    if [ -n "${HINGE_KEEP-}" ]; then
        mkdir -p "$HINGE_KEEP" && cp ./* "$HINGE_KEEP"
    fi
    if [ "${HINGE_ACCEPT-}" = yes ]; then
        cp "$pins/list" "$stored"
    elif ! diff "$stored" "$pins/list" >"$pins/changed"; then
        sed -n 's/^[<>] [0-9a-f]* //p' "$pins/changed" | sort -u
        echo "These outputs have other bytes than those of ${stored#"$HINGE_ROOT/"}. To see what changed, build the"
        echo "commit before in another folder, run this test in both with HINGE_KEEP=DIR, and compare with diff -r."
        echo "Where every change is meant: scripts/run-tests --accept build ${stored%.list}" | sed "s|$HINGE_ROOT/||"
        exit 1
    fi
    echo "$(wc -l <"$pins/list") outputs as they were"
}
