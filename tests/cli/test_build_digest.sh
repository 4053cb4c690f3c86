#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The digests of scripts/gen-build, in a copy of the sources: what counts, for which file, and that nothing else is compiled.
set -euo pipefail
dir=$(mktemp -d "${TMPDIR:-/tmp}/hinge-digest-XXXXXX")
trap 'rm -rf "$dir"' EXIT
cp -r "$HINGE_ROOT"/{lib,Makefile} "$dir"
mkdir "$dir/scripts"
cp "$HINGE_ROOT"/scripts/{gen-build,layers} "$dir/scripts"
cd "$dir"
made() { scripts/gen-build | sed -n 's/^const char hinge_\([a-z]*\)_build.*(build \([0-9a-f]\{8\}\)).*/\1 \2/p'; }
first=$(made)
[ "$(wc -l <<<"$first")" -eq 3 ] || { echo "$first" && exit 1; }
# the digest that was compiled in is that of these bytes, wherever they are built
cmp <(scripts/gen-build) "$HINGE_BUILD/gen/build.c"
changed() { # files whose digest differs, wanted
    local now
    now=$(diff <(echo "$first") <(made) | sed -n 's/^> \([a-z]*\) .*/\1/p' | tr '\n' ' ' || true)
    [ "$now" = "$1" ] || { echo "after $2: changed is \"$now\", wanted \"$1\"" && exit 1; }
    rm -r lib && cp -r "$HINGE_ROOT/lib" lib
}
sed -i 's|^#include <math.h>$|\n// of "numbers"\n/* a comment\n * of some lines, it'"'"'s none of code */\n#include <math.h> /* "of this one */|' lib/metrics/work.c lib/formats/c3d.c
grep -q 'none of code' lib/metrics/work.c && grep -q 'none of code' lib/formats/c3d.c
changed "" "comments and empty lines"
echo "more" >>lib/metrics/README.md
touch lib/formats/c3d.c
sed -i 's/$/\r/' lib/base/text.h
changed "" "a README, a time, line ends"
sleep 0.1 # a file system's clock ticks in steps
echo 'int more(void);' >>lib/metrics/work.c
changed "results run " "code of metrics"
echo 'int more(void);' >>lib/formats/c3d.c
changed "study results run " "code of formats"
echo 'int more(void);' >>lib/include/hinge/trial.h
changed "study results run " "a public header"
echo 'int more(void);' >>lib/page/report.c
echo more >>lib/page/templates/report.html
changed "run " "code of the page"
sed -i 's|"%s/\*", path);|"%s/\*", path); // at|; s|"%s/\*", path|"%s/*.*", path|' lib/os/file_windows.c
grep -q '/\*\.\*' lib/os/file_windows.c
changed "study results run " "a text with the signs of a comment"
mv lib/faults/noise.c lib/faults/sound.c
changed "results run " "another name"
# a comment compiles nothing but its file: build.c stays as it is
make -s B=b b/gen/build.c >/dev/null
touch -d 2020-01-01 b/gen/build.c
sed -i '1a /* a comment */' lib/metrics/work.c
make -s B=b b/gen/build.c >/dev/null
[ b/gen/build.c -ot lib/hinge.map ] || { echo "build.c was made again" && exit 1; }
sleep 0.1 # a file system's clock ticks in steps
echo 'int more(void);' >>lib/metrics/work.c
make -s B=b b/gen/build.c >/dev/null
[ b/gen/build.c -nt lib/hinge.map ] || { echo "build.c was not made again" && exit 1; }
