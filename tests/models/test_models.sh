#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The R scripts of docs/models.md as they stand there, on stored rows: expected.tsv of a case has
# expressions of what the script leaves, their values, and "within X" where numbers are drawn
# (2 standard errors), else 1e-4 relative. Scripts without their R packages are named. 77: no R.
set -u
cd "$HINGE_ROOT" || exit 1
command -v Rscript >/dev/null || { echo "skipped: no Rscript"; exit 77; }
work=$(mktemp -d "${TMPDIR:-/tmp}/hinge-models-XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
awk -v folder="$work" '/^<!-- file: .*\.R -->$/ { file = folder "/" $3; next }
    /^```r$/ { on = file != ""; n = 0; next }
    /^```$/ && on { if (n < 6 || n > 15) { print file ": " n " lines, 6 to 15 are a script"; bad = 1 }; on = 0; close(file); file = "" }
    on { print > file; n++ } END { exit bad }' docs/models.md || exit 1
# what hinge-compare says of a name of other programs leads to a heading
headings=$(sed -n 's/^## //p' docs/models.md | tr '[:upper:] ' '[:lower:]-' | tr -d '?')
while read -r anchor; do
    grep -qx -- "$anchor" <<<"$headings" || { echo "docs/models.md has no heading #$anchor, which lib/stats/run/elsewhere.def names"; exit 1; }
done < <(sed -n 's/^E("[^"]*", "\([^"][^"]*\)".*/\1/p' lib/stats/run/elsewhere.def) # none: another analysis
for script in "$work"/*.R; do
    name=$(basename "$script" .R)
    [ -f "tests/models/$name/expected.tsv" ] || { echo "tests/models/$name: no case for the script $name.R"; exit 1; }
    cp -r "tests/models/$name" "$work/$name"
done
# one R, because loading packages takes the longest; each script has its own variables and only its own packages attached
cat >"$work/check" <<'END'
check <- function(name) {
  script <- readLines(paste0(name, ".R"))
  loads <- unlist(regmatches(script, gregexpr("(?<=library[(])[A-Za-z0-9]+", script, perl = TRUE)))
  lacks <- Filter(function(package) system.file(package = package) == "", loads)
  if (length(lacks) > 0) {
    cat("left out: ", name, ".R, no R package ", lacks[1], "\n", sep = "")
    return(NA)
  }
  before <- search()
  here <- setwd(name)
  left <- new.env(parent = globalenv())
  tryCatch(capture.output(source(paste0("../", name, ".R"), local = left)),
           error = function(e) stop(name, ".R: ", conditionMessage(e), call. = FALSE))
  good <- TRUE
  for (row in strsplit(readLines("expected.tsv"), "\t")) {
    got <- as.numeric(eval(parse(text = row[1]), left))
    want <- as.numeric(row[2])
    off <- if (length(row) > 2) as.numeric(sub("within ", "", row[3])) else 1e-4 * abs(want)
    if (length(got) != 1 || is.na(got) || abs(got - want) > off) {
      cat(name, ": ", row[1], " is ", format(got, digits = 10), ", expected ", row[2], "\n", sep = "")
      good <- FALSE
    }
  }
  for (package in setdiff(search(), before)) detach(package, character.only = TRUE)
  setwd(here)
  good
}
good <- vapply(sub("[.]R$", "", list.files(pattern = "[.]R$")), check, NA)
quit(status = if (any(!good, na.rm = TRUE)) 1 else if (all(is.na(good))) 77 else 0)
END
cd "$work" && Rscript --vanilla check 2>&1
