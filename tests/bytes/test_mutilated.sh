#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Recordings of every layout, each spoilt in several ways: what is read, noted and refused of them, as
# text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
make_all() { # tool format...
    local tool=$1 format
    shift
    for format; do "$tool" -q -n 1 --seed 5 --reps 1 --stand 0.5 --cue none --rate 15 --format "$format" -o "$format"; done
}
make_all hinge-simulate trc-b csv csv-coco csv-mediapipe kinovea
make_all simulate-more alphapose mediapipe-json mediapipe-index mediapipe-unnamed deeplabcut sleap kinect sports2d-px kinovea-text \
    positions-json vicon qualisys motive kinect-long azure quaternions mvnx mot angles azure-json
inspect() { hinge-inspect "$1" 2>/dev/null; } # its message is among what it prints
spoil() { # way: stdin to stdout
    case $1 in
    word) sed '15s/[0-9][0-9.]*/abc/3' ;;
    cut) head -c 2500 ;;
    cell) sed '14s/[,;\t][^,;\t]*$//' ;;
    more) sed '14s/$/,9/' ;;
    twice) sed '14{p}' ;;
    back) sed '16{h;d};17{G}' ;;
    blank) sed '14s/[0-9][0-9.]*//2g; 18s/.*//' ;;
    comma) sed '9,$s/\([0-9]\)\.\([0-9]\)/\1,\2/g' ;;
    head) sed 1d ;;
    huge) sed '13s/[0-9][0-9.]*/1e400/2; 16s/[0-9][0-9.]*/-inf/2' ;;
    crlf) sed 's/$/\r/' | head -n -1 ;;
    names) sed '1,8s/[Kk]nee/Kneee/g; 1,8s/[Hh]ip/HIP /' ;;
    esac
}
for format in */p001/; do
    format=${format%/p001/}
    from=$(find "$format/p001" -type f | sort | head -n 1)
    file=spoilt.${from##*.}
    cp "$from" "$file"
    pin "$format" inspect "$file"
    for way in word cut cell more twice back blank comma head huge crlf names; do
        spoil $way <"$from" >"$file"
        pin "$format,$way" inspect "$file"
    done
done
pinned
