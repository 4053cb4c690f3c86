#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every tool's man page is made from its help; mandoc finds no error in it.
set -uo pipefail
for program in mandoc help2man; do
    command -v $program >/dev/null || { echo "$program is not installed"; exit 77; }
done
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir" && mkdir B && ln -s "$HINGE_BUILD/bin" B/bin || exit 1
"$HINGE_ROOT/scripts/gen-docs" "$PWD/B" || exit 1
failed=0
for tool in B/bin/hinge-*; do
    page=B/share/man/man1/${tool##*/}.1
    mandoc -T lint -W error "$page" || failed=1
    mandoc -T utf8 "$page" | col -b | grep -- '--help' >/dev/null || { echo "$page: no options"; failed=1; }
done
exit $failed
