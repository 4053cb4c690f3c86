#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A machine that lacks libraries. Those of one table format: the build goes on, and the tools say
# so. Any other: scripts/setup names it, in the words of whoever was asked, and fails.
set -euo pipefail
[ -z "${HINGE_SANITIZED-}" ] || { echo "skipped: links without sanitizers" >&2; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$HINGE_ROOT"
failed=0

expect() { # what text pattern
    grep -qE -- "$3" <<<"$2" || {
        echo "$1: expected $3, found: $2"
        failed=1
    }
}

# --- the two writers, built without their libraries
read -ra flags < <(pkg-config --cflags hdf5 gsl)
read -ra libs < <(pkg-config --libs hdf5 gsl libdeflate libcrypto libxxhash jansson expat libutf8proc)
for writer in xlsx:XLSXWRITER sav:READSTAT; do
    cc -std=c11 -D_GNU_SOURCE= -Wall -Wextra -Wpedantic -Werror -Ilib/include -Ilib "-I$HINGE_BUILD/gen" "${flags[@]}" \
        "-DHINGE_WITHOUT_${writer#*:}" -c "lib/report/writers/${writer%:*}.c" -o "$work/${writer%:*}.o"
done
cc -fopenmp -o "$work/hinge-table" "$HINGE_BUILD/obj/tools/hinge-table.o" "$HINGE_BUILD"/obj/tools/cli/*.o \
    "$HINGE_BUILD"/obj/lib/os/tool/*.o \
    "$work"/*.o "$HINGE_BUILD/lib/libhinge.a" "${libs[@]}" -lcsv -linih -lm
hinge-ingest -q datasets/cohort/trials.csv -o "$work/study.h5"
hinge-analyze -q "$work/study.h5" -o "$work/results.h5"
for format in xlsx sav; do
    status=0
    said=$("$work/hinge-table" trials "$work/results.h5" -o "$work/t.$format" 2>&1) || status=$?
    expect "exit of .$format" $status '^2$'
    expect ".$format" "$said" "^hinge-table: this build writes no $format: (libxlsxwriter|ReadStat) was missing when it was made; install it and build again, or use --format csv$"
    [ ! -e "$work/t.$format" ] || { echo "a file t.$format was left"; failed=1; }
    said=$("$work/hinge-table" trials "$work/results.h5" --format $format 2>&1) && failed=1
    expect "--format $format" "$said" "this build writes no $format"
done
"$work/hinge-table" trials "$work/results.h5" --format csv >"$work/without.csv"
hinge-table trials "$work/results.h5" --format csv | diff "$work/without.csv" -

# --- scripts/setup where a library cannot be had: pkg-config and apt-get that have none
mkdir "$work/bin"
cat >"$work/bin/pkg-config" <<END
#!/bin/sh
case "\$*" in *"\$LACKS"*) echo "Package 'minizip', required by '\$LACKS', not found" >&2; exit 1 ;; esac
exec $(command -v pkg-config) "\$@"
END
printf '#!/bin/sh\nexit 100\n' >"$work/bin/apt-get"
chmod +x "$work/bin/pkg-config" "$work/bin/apt-get"
status=0
said=$(LACKS=xlsxwriter PATH=$work/bin:$PATH scripts/setup 2>&1) || status=$?
expect "setup without xlsxwriter: exit" $status '^0$'
expect "setup without xlsxwriter" "$said" "no tables as xlsx: xlsxwriter \(libxlsxwriter-dev\+libminizip-dev\): Package 'minizip', required by 'xlsxwriter', not found"
status=0
said=$(LACKS=expat PATH=$work/bin:$PATH scripts/setup 2>&1) || status=$?
expect "setup without expat: exit" $status '^1$'
expect "setup without expat" "$said" "missing: expat \(libexpat1-dev\): Package 'minizip', required by 'expat', not found"
exit $failed
