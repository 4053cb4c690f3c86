#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/check-language finds each kind of sentence it is for, and passes what is plain.
set -uo pipefail
cd "$HINGE_ROOT" || exit 1
command -v python3 >/dev/null || { echo "no python3"; exit 77; }
work=$(mktemp -d "${TMPDIR:-/tmp}/hinge-language-XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

found() { # what it must say of the page on stdin; empty: nothing
    cat >"$work/page.md"
    scripts/check-language "$HINGE_BUILD" "$work/page.md" >"$work/said" 2>&1
    if [ -z "$1" ] && [ -s "$work/said" ]; then
        echo "a plain page is not passed:"
        cat "$work/said"
        failed=1
    elif [ -n "$1" ] && ! grep -qF -- "$1" "$work/said"; then
        echo "not found: $1"
        cat "$work/page.md" "$work/said"
        failed=1
    fi
}

found '' <<'END'
# What can go wrong
> **You get:** a report. Which participants are excluded? What is missing?

Participants with fewer than 3 usable repetitions are excluded. See `left_out` and [the page](whatever.md).

| code | meaning |
|---|---|
| `NO_HEAD` | the head is not tracked |

```sh
whatever --left-out
```
<!-- generated: x -->
What lacks a cell stays open.
<!-- /generated -->
END
found 'begins with a clause' <<<'Who has fewer than 3 usable repetitions is excluded.'
found 'begins with a clause' <<<'It is so. What holds for several tables appears once.'
found 'begins with a clause' <<<'That a cue changed the movement is shown here.'
found '"left out"' <<<'Repetitions of one person are left out.'
found '"stands in"' <<<'The reason stands in the table.'
found '31 words' < <(printf 'word %.0s' {1..30}; echo 'end.')
found '31 words' < <(printf '| a | '; printf 'word %.0s' {1..30}; echo 'end. |')
found '' < <(printf 'word %.0s' {1..29}; echo 'end.')
exit $failed
