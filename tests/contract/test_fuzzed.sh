#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Each file of the library that reads files of a user has a fuzz target that calls this function.
set -eu
cd "$(dirname "$0")/../.."
known=$(mktemp)
trap 'rm -f "$known" "${reading-}"' EXIT
cat >"$known" <<'EOF'
lib/analyze/references.c events hinge_events_read
lib/compare/mdc.c request hinge_stats_request_read|hinge_stats_run
lib/config/load.c config hinge_config_load
lib/csv/table.c folder hinge_intake_make
lib/ingest/bids.c folder hinge_intake_make
lib/ingest/device.c folder hinge_recording_read
lib/ingest/list.c list hinge_list_read
lib/ingest/people_list.c folder hinge_intake_make
lib/ingest/probe.c folder hinge_recording_read
lib/page/proof.c template hinge_page_numbers
lib/page/report.c template hinge_template_render
lib/report/print/comparison.c document hinge_document_read
lib/report/print/labels.c words hinge_labels_read
EOF
bad=0
# what the tools wrote themselves, keys of the user, figures: no reader of formats
none='base/file|export/|view/recordings|ingest/personal|inspect/inspect|report/people/amounts|report/writers|run/|protocol/'
reading=$(mktemp)
grep -rlE '= *hinge_(file_read|csv_file_open)|hinge_file_read[a-z_]*\(' lib --include='*.c' | grep -vE "^lib/($none)" >"$reading"
while read -r file; do
    grep -q "^$file " "$known" || { echo "$file reads files, and no fuzz target is known for it" && bad=1; }
done <"$reading"
while read -r file target call; do
    [ -f "$file" ] || { echo "$file is gone" && bad=1; }
    grep -qE "$call" "tests/fuzz/fuzz_$target.c" || { echo "fuzz_$target does not call $call, by which it would reach $file" && bad=1; }
done <"$known"
# formats: all by one list
for words in 'hinge_format_list tests/fuzz/read_any.h' 'read_any tests/fuzz/fuzz_recording.c'; do
    grep -q "${words% *}" "${words#* }" || { echo "fuzz_recording does not try every format: no ${words% *} in ${words#* }" && bad=1; }
done
exit $bad
