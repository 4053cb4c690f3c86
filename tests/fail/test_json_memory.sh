#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Small files that would take a thousand times their size: points of another name in each frame,
# brackets and nothing else. Within 250 MB they are refused in words that name the fault. Sound files
# are read within 24 times their size and 128 MB more, in time that grows with their size.
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

frames() { # NUMBER POINT: frames of 33 points
    seq 1 "$1" | awk -v point="$2" 'BEGIN { for (i = 0; i < 33; i++) all = all (i > 0 ? "," : "") point; printf "[" }
        { printf "%s{\"frame\":%d,\"landmarks\":[%s]}", (NR > 1 ? "," : ""), $1, all } END { print "]" }'
}
frames 1500 '{"x":320,"y":200}' >pixels.json
frames 6000 '{"x":0.512,"y":0.201,"z":-0.105,"visibility":0.998}' >long.json
for file in pixels long; do
    kib=$((24 * $(stat -c %s $file.json) / 1024 + 128 * 1024))
    (ulimit -v $kib -t 12 && OMP_NUM_THREADS=1 exec hinge-ingest -q --rate 30 $file.json -o out.h5) >said 2>&1 && continue
    echo "$file.json: exit $? in $kib KiB: $(head -c 300 said)"
    wrong=1
done
exit $wrong
