#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/bytes prints many outputs as their difference from an earlier one. In each form a changed, added, missing or
# moved line fails, at the output in which it is.
# shellcheck disable=SC2016 # of sed
set -u
here=$(mktemp -d "${TMPDIR:-/tmp}/hinge-texts-XXXXXX")
trap 'rm -rf "$here"' EXIT
mkdir -p "$here/tests/bytes" "$here/made"
cp "$HINGE_ROOT"/tests/bytes/{pins.sh,shown.awk,texts.awk} "$here/tests/bytes"
export HINGE_ROOT=$here
cat >"$here/tests/bytes/test_made.sh" <<'END'
. "$HINGE_ROOT/tests/bytes/pins.sh"
cp "$HINGE_ROOT"/made/* out
for name in made said; do pin "$name.call" sh -c "cat '$HINGE_ROOT/made/base'; sed 's/^/$name: /' '$HINGE_ROOT/made/bare' >&2; exit 3"; done
pinned
END
cd "$here/made" || exit 1
printf '%s\n' 'The spine gave 40 % of the bend.' '' 'cue    n  mean' 'none   5  12.5' 'dowel  5  11.0' '' 'People are the unit.' 'Nobody is excluded.' >base
cp base same
sed 's/40/41/' base >word
sed 's/^none.*/wall   4  13.25/' base >line
sed '/unit/a Means of people.' base >plus
sed '/^dowel/d' base >less
printf 'no file\n' >bare
awk 'BEGIN { print "a,b,c,d"; for (i = 1; i < 90; i++) print i ",1.5," i * i ",x" }' >rows
sed 's/^88,1.5/88,1.25/' rows >unseen
printf '<svg width="9">\n<text x="1">n = 5</text>\n<line x1="2" x2="7"/>\n</svg>\n' >figure.svg
sed 's/x2="7"/x2="8"/' figure.svg >marks.svg
awk 'BEGIN { for (i = 1; i < 50; i++) print "Line " i " says what it is about." }' >text
sed '1,30s/says/tells us/; 1,30s/about/all about/; 1,30s/it/this/' text >text_other
texts=$here/tests/bytes/test_made.txt
for accept in yes no; do
    HINGE_ACCEPT=$accept bash "$here/tests/bytes/test_made.sh" || { echo "what was accepted fails"; exit 1; }
done >/dev/null
bad=0
# each form is there
while read -r line; do
    grep -qxF -- "$line" "$texts" || { echo "no line: $line"; bad=1; }
done <<'END'
== same as base
== word as base but
~ … gave «40 → 41» …
3| wall   4  13.25
7> Means of people.
4< 1: dowel  5  11.0
== bare
END
grep -q '^== unseen (of 90 lines, not shown: [0-9a-f]*) as rows$' "$texts" || { echo "a row that is not shown has no digest"; bad=1; }
grep -q '^== text (first 10 and last 4 of 49 lines, not shown: [0-9a-f]*)$' "$texts" || { echo "a long text is printed whole"; bad=1; }
grep -q '^== text_other (first 10 and last 4 of 30 lines, not shown: [0-9a-f]*) as text but$' "$texts" || { echo "a long difference is printed whole"; bad=1; }
grep -q '^== made.call (exit 3)' "$texts" || { echo "an exit is not told"; bad=1; }
changes() { # output sed-command
    cp "$1" ../kept
    sed -i "$2" "$1"
    ! cmp -s "$1" ../kept || { echo "$1: $2 changes nothing"; bad=1; }
    if HINGE_ACCEPT=no bash "$here/tests/bytes/test_made.sh" >../said; then
        echo "$1: $2 is not found"
        bad=1
    elif ! grep -q "^[-+ ]== $1\|^@@.*== $1" ../said; then
        echo "$1: $2 is found elsewhere:"
        cat ../said
        bad=1
    fi
    cp ../kept "$1"
}
for name in same word line plus less; do for change in 's/unit/units/' 2d '$a more'; do changes $name "$change"; done; done
changes base 's/spine/spines/'
changes word 's/41/42/'
changes line 's/13.25/13.26/'
changes plus '/^Means/{h; d}; $G'
changes less '/^none/{h; d}; $G'
for change in 's/^3,/33,/' 's/^77,1.5/77,1.6/' '80{h; d}; $G' 's/1.25/1.26/'; do changes unseen "$change"; done
for change in 's/n = 5/n = 6/' 's/x1="2"/x1="3"/' 's/width="9"/width="8"/'; do changes marks.svg "$change"; done
for change in 's/ 30 / 31 /' '20{h; d}; $G' 's/ 2 / 3 /' '$d'; do changes text "$change"; changes text_other "$change"; done
changes bare 's/no/not a/'
exit $bad
