#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# make install with a relative DESTDIR and a PREFIX of its own: hinge.pc says that PREFIX, and
# make uninstall leaves no file.
set -euo pipefail
cd "$HINGE_ROOT"
[ -z "${HINGE_SANITIZED:-}${HINGE_COVERAGE:-}" ] || { echo "skipped: not the ordinary build"; exit 77; }
staged=$(mktemp -d "$HINGE_BUILD/staged-XXXXXX")
trap 'rm -rf "$staged"' EXIT
relative=$(realpath --relative-to=. "$staged")
make -s B="$HINGE_BUILD" install DESTDIR="$relative" PREFIX=/opt/hingekit
grep -qx 'prefix=/opt/hingekit' "$staged/opt/hingekit/lib/pkgconfig/hinge.pc"
# its headers alone: what the library itself needs is for who links it statically
flags=$(PKG_CONFIG_PATH=$staged/opt/hingekit/lib/pkgconfig pkg-config --cflags hinge)
[ "$(wc -w <<<"$flags")" -eq 1 ] || { echo "pkg-config --cflags hinge: $flags"; exit 1; }
PKG_CONFIG_PATH=$staged/opt/hingekit/lib/pkgconfig pkg-config --static --libs hinge | grep -q -e '-lgsl'
[ -x "$staged/opt/hingekit/bin/hinge-compare" ]
[ -s "$staged/opt/hingekit/share/man/man1/hinge-compare.1" ]
make -s B="$HINGE_BUILD" uninstall DESTDIR="$relative" PREFIX=/opt/hingekit
left=$(find "$staged" ! -type d)
[ -z "$left" ] || { printf 'left behind:\n%s\n' "$left"; exit 1; }
