#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# How many objects a row of settings.def or codes.def compiles anew (scripts/gen-names), counted by make -n in a copy of
# the sources: at most 64 for an option, and few where only words change.
set -euo pipefail
built=${HINGE_BUILD#"$HINGE_ROOT"/}
[ "$built" != "$HINGE_BUILD" ] || { echo "skipped: built elsewhere"; exit 77; }
dir=$(mktemp -d "${TMPDIR:-/tmp}/hinge-recompiled-XXXXXX")
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cp -as "$HINGE_ROOT"/{lib,Makefile,scripts,tools,tests,docs} .
mkdir -p "$built"
cp -as "$HINGE_BUILD/obj" "$built"
settings=lib/include/hinge/settings.def codes=lib/include/hinge/codes.def
# without build.c, which has a digest of lib
compiled() { { make -n B="$built" all tests || echo "make failed" >&2; } | grep ' -c ' | grep -vc gen/build.c || true; }
fresh() {
    cp -a --remove-destination "$HINGE_ROOT/lib/include/hinge"/{settings,codes}.def lib/include/hinge
    rm -rf "$built/gen"
    cp -a "$HINGE_BUILD/gen" "$built"
}
fresh
[ "$(compiled)" -eq 0 ] || { echo "skipped: the sources are newer than the build"; exit 77; }
failed=0
# what, most, programs of sed for settings.def and codes.def
row() {
    fresh
    sed -i "$3" $settings
    [ -z "${4-}" ] || sed -i "$4" $codes
    n=$(($(compiled) + 1))
    echo "$1: $n objects"
    if [ "$n" -gt "$2" ] || [ "$n" -eq 1 ]; then
        echo "  wanted 2 to $2"
        failed=1
    fi
}
row "a new option of tables" 64 '/^\/\* --- of requests --- \*\/$/i OPTION(TEXT, also, "also", "TEXT", TABLE, LOOK, 0, NULL, NULL, NULL, 0, "more", "", "")'
row "a new option of hinge-compare" 60 '/^\/\* rows of results.h5 \*\/$/i ASK(ALL, also, TEXT, "", "", ANYTHING, "more", "")'
row "words and values alone: help, a default, a phrase" 12 \
    's/"participant of the sheet"/"whose sheet it is"/; s/^\(REAL(reps, seg_fc, "seg.fc", \)3,/\14,/' 's/"the wrists were not tracked"/"no wrist was tracked"/'
exit $failed
