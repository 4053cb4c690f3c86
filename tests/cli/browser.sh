# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# For tests that start a browser: `browse PAGE OPTION...` in a folder of their own, at the size of `window`,
# and `fail WORD...`. Skipped without Chromium.
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
    echo "skipped: no Chromium"
    exit 77
}
work=$(mktemp -d) && cd "$work" || exit 1
trap 'rm -rf "$work"' EXIT
fail() { echo "$*"; exit 1; }
browse() { # page options...
    timeout 120 "$chromium" --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage \
        --user-data-dir="$work/profile" --virtual-time-budget=6000 ${window:+"--window-size=$window"} "${@:2}" "file://$work/$1"
}
