#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What says the same thing in several places does: the version, the packages the build needs,
# the files a package is made of. (make deb builds the packages, in some minutes.)
set -uo pipefail
cd "$HINGE_ROOT" || exit 1
failed=0

same() { # what expected found
    [ "$2" = "$3" ] || { printf '%s: expected\n%s\nfound\n%s\n' "$1" "$2" "$3"; failed=1; }
}

version=$(sed -n 's/^.define HINGE_VERSION "\(.*\)"/\1/p' lib/include/hinge/init.h)
[ -n "$version" ] || failed=1
for file in CITATION.cff codemeta.json .zenodo.json; do
    same "version in $file" "$version" \
        "$(sed -nE 's/^ *"?version"?: "?([0-9.]+)"?,?$/\1/p' "$file")"
done

libraries=$(grep -oE '(module|header)=[^ :]+:lib[^ )]+-dev' scripts/setup | cut -d: -f2 | tr + '\n' |
    grep -v cmocka | sort)
[ "$(wc -l <<<"$libraries")" -ge 10 ] || { echo "scripts/setup names no libraries"; failed=1; }
for section in Source Package; do
    same "libraries of $section in scripts/packaging/debian/control" "$libraries" "$(
        sed -n "/^$section: \(hingekit\|libhinge-dev\)$/,/^\$/p" scripts/packaging/debian/control |
            sed '/^Package: hingekit$/,/^$/d' | grep -oE '^ lib[a-z0-9]+-dev' | tr -d ' ' | sort)"
done
for library in $libraries; do
    grep -q "| $library |" docs/start.md || { echo "docs/start.md lacks $library"; failed=1; }
done

same "libraries of scripts/setup" 13 "$(wc -w <<<"$libraries")"
same "version of tools/r" "$version" "$(sed -n 's/^Version: //p' tools/r/hingekit/DESCRIPTION)"

copied=$(sed -nE 's/^cp -r (Makefile .*) ".tree"$/\1/p' scripts/build-deb | tr ' ' '\n' | sort)
[ -n "$copied" ] || failed=1
same "files that scripts/Containerfile copies" "$copied" "$(sed -n 's/^COPY \([^-].*\) [^ ]*$/\1/p' \
    scripts/Containerfile | tr ' ' '\n' | sort)"
exit $failed
