#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091 # of pins.sh, which is checked by itself
# What other programs find in a study and in results: groups, arrays with their dimensions, chunks, filters and
# missing values, attributes, as text (pins.sh). 77: skipped.
command -v h5dump >/dev/null || { echo "skipped: h5dump (hdf5-tools) is not installed"; exit 77; }
. "$HINGE_ROOT/tests/bytes/pins.sh"
"$HINGE_BUILD/tests/unit/store/test_samples" . >samples 2>&1 || { cat samples; exit 1; }
found() { # study or results: a line for each group, array and attribute
    h5dump -p -A "$1.h5" | awk '
        /^ *(STRPAD|CTYPE|SIZE|ALLOCATION_TIME|H5D_ALLOC|FILL_TIME|HDF5 )/ || /^[ {}]*$/ { next }
        { at = match($0, /[^ ]/) - 1; sub(/^ +/, ""); gsub(/H5T_|DATASET [0-9]+ /, ""); gsub(/ *[{}] */, " ") }
        /^(GROUP|DATASET|ATTRIBUTE) / { if (line != "") print line; line = sprintf("%" at "s%s", "", $0); next }
        { gsub(/^\([0-9,]+\): /, ""); line = line " " $0 }
        END { print line }' | sed -E ':a
            s/ (DATATYPE|DATASPACE|DATA|STORAGE_LAYOUT|FILTERS|FILLVALUE|VALUE|STRING|SIMPLE|PREPROCESSING|COMPRESSION|CHECKSUM|ATTRIBUTE) +/ /; ta
            s/([^ ]) +/\1 /g; s/ $//' | awk -v of="out/$1" '/^   GROUP/ { split($0, name, "\""); group = "," name[2] } { print >of group }'
}
found study
found results
# one divisor for all channels
for i in 0 1 2 3; do echo "0.${i}0,1.${i}5,2.5$i"; done | sed '1i time,hjc_l_x,hjc_l_y' >alike.csv
hinge-ingest -q alike.csv -o alike.h5
found alike
rm out/alike,[!t]*
pinned
