#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# make install with a relative DESTDIR and a PREFIX of its own, of what is built: hinge.pc says that PREFIX,
# mandoc finds no error in the man pages, and make uninstall leaves no file.
set -euo pipefail
cd "$HINGE_ROOT"
[ -z "${HINGE_SANITIZED:-}${HINGE_COVERAGE:-}" ] || { echo "skipped: not the ordinary build"; exit 77; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-install-XXXXXX")
trap 'rm -rf "$folder"' EXIT
# other tests use the tools meanwhile: -o all makes none anew, and the pages are in a folder of their own
mkdir "$folder/build"
ln -s "$HINGE_BUILD/bin" "$HINGE_BUILD/lib" "$folder/build"
relative=$(realpath --relative-to=. "$folder/staged")
make -s -o all B="$folder/build" install DESTDIR="$relative" PREFIX=/opt/hingekit
staged=$folder/staged/opt/hingekit
grep -qx 'prefix=/opt/hingekit' "$staged/lib/pkgconfig/hinge.pc"
# its headers alone: what the library itself needs is for who links it statically
flags=$(PKG_CONFIG_PATH=$staged/lib/pkgconfig pkg-config --cflags hinge)
[ "$(wc -w <<<"$flags")" -eq 1 ] || { echo "pkg-config --cflags hinge: $flags"; exit 1; }
PKG_CONFIG_PATH=$staged/lib/pkgconfig pkg-config --static --libs hinge | grep -q -e '-lgsl'
[ -x "$staged/bin/hinge-compare" ]
# each header compiles by itself, with what is installed alone
for header in "$staged"/include/hinge/*.h; do
    echo "#include <hinge/${header##*/}>" | "${CC:-cc}" -std=c11 -Wall -Wextra -Wpedantic -Werror -I"$staged/include" -fsyntax-only -x c -
done
if command -v help2man >/dev/null; then
    for tool in "$staged"/bin/hinge-*; do
        page=$staged/share/man/man1/${tool##*/}.1
        [ -s "$page" ] || { echo "$page: none"; exit 1; }
        command -v mandoc >/dev/null || continue
        mandoc -T lint -W error "$page"
        mandoc -T utf8 "$page" | col -b | grep -- '--help' >/dev/null || { echo "$page: no options"; exit 1; }
    done
fi
make -s -o all B="$folder/build" uninstall DESTDIR="$relative" PREFIX=/opt/hingekit
left=$(find "$folder/staged" ! -type d)
[ -z "$left" ] || { printf 'left behind:\n%s\n' "$left"; exit 1; }
