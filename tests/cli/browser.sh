# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# For tests that start a browser: `browse PAGE OPTION...` in a folder of their own, at the size of `window`,
# and `fail WORD...`. Skipped without Chromium. The page's clock runs ahead as soon as the page waits; it knows nothing of
# work outside the page's thread (an image is decoded, a PNG written). A page that waits for such work needs `clock=real`,
# and has to hold its load event until it is done: the DOM is printed then.
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
    echo "skipped: no Chromium"
    exit 77
}
work=$(mktemp -d) && cd "$work" || exit 1
trap 'rm -rf "$work"' EXIT
fail() { echo "$*"; exit 1; }
browse() { # page options...
    local ahead=--virtual-time-budget=6000
    [ "${clock-}" != real ] || ahead=
    timeout 120 "$chromium" --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage \
        --user-data-dir="$work/profile" ${ahead:+"$ahead"} ${window:+"--window-size=$window"} "${@:2}" "file://$work/$1"
}
