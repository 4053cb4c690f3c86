# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What the tools make, as text that a person can read. A test in this folder sources this file, makes
# recordings, calls `pin NAME COMMAND...` and `keep FILE...`, and ends with `pinned`. The texts are in
# test_NAME.txt beside it, a section for each output: shortened by shown.awk, and where an earlier one is nearly
# the same, as its difference from that (texts.awk). Where one differs, the test prints the difference. HINGE_ACCEPT=yes (scripts/run-tests --accept) writes the texts, HINGE_KEEP=DIR
# keeps the whole outputs.
set -u
stored=$HINGE_ROOT/tests/bytes/$(basename "${BASH_SOURCE[1]}" .sh).txt
pins=$(mktemp -d "${TMPDIR:-/tmp}/hinge-bytes-XXXXXX")
trap 'rm -rf "$pins"' EXIT
mkdir "$pins/out" "$pins/said"
version=$(hinge-table --version | sed -n '1s/.* //p') # is no part of them
cd "$pins" || exit 1
[ "$(uname -sm)" = "Linux x86_64" ] || { echo "skipped: the last digits are those of Linux on x86_64"; exit 77; }

# A command's stdout, stderr and exit.
pin() { # name command...
    local name=$1 status=0
    shift
    [ ! -e "out/$name" ] || { echo "$name is pinned twice"; exit 1; }
    : >"out/$name" || { echo "$name is no name of a file"; exit 1; }
    "$@" >"out/$name" 2>"$pins/said/$name" || status=$?
    [ "$status" -eq 0 ] || echo "-- exit $status" >"$pins/said/$name.exit"
}

# Files that a command wrote.
keep() { # file...
    local file
    for file in "$@"; do
        cp "$file" "out/${file//\//,}"
    done
}

# A page or sheet, with what was said of it.
report() { # name file option...
    local name=$1
    shift
    pin "$name.said" hinge-report "$@" -o "$name.html"
    [ ! -f "$name.html" ] || keep "$name.html"
}

pinned() {
    local names
    mkdir "$pins/shown" "$pins/before" "$pins/hidden"
    cd said || exit 1
    find . -type f -size +0 -printf '%P\n' | LC_ALL=C sort | awk '{
            file = $0
            if (sub(/\.exit$/, "")) out = "../out/" $0
            else print "-- stderr" >>(out = "../out/" $0)
            while ((getline line <file) > 0) print line >>out
            close(file)
            close(out)
        }'
    cd ../out || exit 1
    # the bytes of a results file are those of one version of libhdf5; the name of the data is in the request, too,
    # and a page ends with its digest
    sed -i -E "/^<!-- hinge-view [0-9a-f]{32} -->\$/d; /^ \"data\": \{\$/,/^ \},\$/d; s/${version//./\\.}/VERSION/g; s/\(build [0-9a-f]{8}\)/(build xxxxxxxx)/g; s/(results( file)? sha256) [0-9a-f]+/\1 DIGEST/g; s/\"(digest|sha256)\": \"[0-9a-f]{12,64}\"/\"\1\": \"DIGEST\"/g" ./*
    if [ -n "${HINGE_KEEP-}" ]; then
        mkdir -p "$HINGE_KEEP" && cp ./* "$HINGE_KEEP"
    fi
    sha256sum ./* >"$pins/digests"
    mapfile -t names < <(awk '!seen[$1]++ { print substr($0, 67) }' "$pins/digests")
    awk -v folder="$pins" -f "$HINGE_ROOT/tests/bytes/shown.awk" "${names[@]}"
    diff "$pins/before" "$pins/shown" >"$pins/differ"
    awk -v folder="$pins" -f "$HINGE_ROOT/tests/bytes/texts.awk" "$pins/about" "$pins/differ" "$pins/digests" >"$pins/headed"
    (cd "$pins/hidden" && sha256sum -- * 2>/dev/null) >"$pins/hidden.sums"
    awk -F '\t' 'FILENAME ~ /sums$/ { digest[substr($0, 67)] = ", not shown: " substr($0, 1, 6); next }
        /^== .*\t/ { about = $2 digest[$4]; sub(/^, /, "", about); $0 = $1 (about == "" ? "" : " (" about ")") $3 }
        { print }' "$pins/hidden.sums" "$pins/headed" >"$pins/texts"
    if [ "${HINGE_ACCEPT-}" = yes ]; then
        cp "$pins/texts" "$stored"
    elif ! diff -U 1 -F '^== ' --label "${stored#"$HINGE_ROOT/"}" --label made "$stored" "$pins/texts" >"$pins/changed"; then
        head -n 56 "$pins/changed"
        ! grep -q '^[-+]== .*not shown: ' "$pins/changed" || echo "What is not shown: HINGE_KEEP=DIR keeps whole outputs, here and of the commit before"
        echo "Where every change is meant: scripts/run-tests --accept build ${stored%.txt}" | sed "s|$HINGE_ROOT/||"
        exit 1
    fi
    echo "$(grep -c '^== ' "$pins/texts") outputs as they were"
}
