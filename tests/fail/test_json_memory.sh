#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Small files that would take a thousand times their size: points of another name in each frame,
# brackets and nothing else. Within 250 MB they are refused in words that name the fault.
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-json-XXXXXX")
trap 'rm -rf "$folder"' EXIT
[ -z "${HINGE_SANITIZED-}" ] || { echo "skipped: a sanitizer takes memory of its own"; exit 77; }
cd "$folder" || exit 1
seq 0 19999 | awk 'BEGIN { printf "{\"positions\":{" }
    { printf "%s\"%d\":{\"n%d\":[1,2]}", (NR > 1 ? "," : ""), $1, $1 % 1000 } END { print "}}" }' >names.json
seq 0 1999 | awk 'BEGIN { printf "{\"positions\":{" }
    { printf "%s\"%d\":{\"n%d\":[1,2]}", (NR > 1 ? "," : ""), $1, $1 } END { print "}}" }' >many.json
{
    printf '[{"frame":0,"landmarks":{'
    seq 1 8000 | awk '{ printf "%s\"n%d\":{\"x\":1,\"y\":2}", (NR > 1 ? "," : ""), $1 }'
    printf '}}'
    seq 1 8000 | awk '{ printf ",{\"frame\":%d,\"landmarks\":{\"n1\":{\"x\":1,\"y\":2}}}", $1 }'
    echo ']'
} >first.json
{
    echo frame,joint,x,y,z
    seq 0 29999 | awk '{ print $1 ",n" $1 % 1000 ",1,2,3" }'
} >long.csv
{ printf '[' && yes '[],' | head -n 2000000 | tr -d '\n' && printf '[]]\n'; } >brackets.json
wrong=0
while IFS='|' read -r file words; do
    said=$(ulimit -v 250000 && OMP_NUM_THREADS=1 hinge-ingest -q --rate 30 "$file" -o out.h5 2>&1)
    code=$?
    [ $code -eq 3 ] && [[ $said == *$words* ]] && [ ! -e out.h5 ] && continue
    echo "$file: exit $code: ${said:0:300}"
    wrong=1
    rm -f out.h5
done <<'END'
names.json|a point needs one name in all frames
many.json|more than 1024 names of points
first.json|a point needs one name in all frames
long.csv|a point needs one name in all frames
brackets.json|almost all of them brackets
END
exit $wrong
