#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A build refuses a template and sources that do not share a name, and says where: in a copy of the sources.
set -euo pipefail
dir=$(mktemp -d "${TMPDIR:-/tmp}/hinge-sections-XXXXXX")
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cp -as "$HINGE_ROOT"/{lib,Makefile,scripts} .
report=lib/page/templates/report.html
change() { # FILE PROGRAM WANTED: what the build says of a changed file, which is then as it was
    sed -i "$2" "$1"
    made=$(make -s B=out out/gen/templates.checked 2>&1) && { echo "$2: built"; exit 1; }
    grep -qxE "$3" <<<"$made" || { echo "$2: $made"; exit 1; }
    cp -a --remove-destination "$HINGE_ROOT/$1" "$1"
}
make -s B=out out/gen/templates.checked
change $report 's/{{#rounding}}/{{#ronding}}/; s/{{\/rounding}}/{{\/ronding}}/' \
    "$report:[0-9]+: section share.limits: no source makes the fact \"ronding\""
change $report 's/{{#own with reps reps_1}}/{{#own with reps rops}}/' "$report:[0-9]+: section share: no source makes the fact \"rops\""
change $report '/{{#outlier}}/,/{{\/outlier}}/d' 'lib/page/pictures/drawn.h:[0-9]+: no template names the fact "outlier"'
change lib/page/pictures/drawn.h 's/FLAG, grouped)/FLAG, groupped)/' "$report:[0-9]+: section mapfig.lines.one.grouped: .*|lib/page/pictures/drawn.h:[0-9]+: no template names the fact \"groupped\""
