#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a report says, a line each: headings, sentences, captions. page_text.py FILE [ID]: of the section ID alone."""
import html
import re
import sys

HIDDEN = re.compile(r"<(script|style)\b.*?</\1>", re.S)
DRAWN = re.compile(r"<svg\b[^>]*>(?:(?!<svg\b).)*?</svg>", re.S)  # without another inside
SAID = re.compile(r"<(h1|h2|p|li|figcaption)\b[^>]*>(.*?)</\1>", re.S)


def lines(page, section=None):
    text, n = HIDDEN.sub("", page), 1
    while n:
        text, n = DRAWN.subn("", text)
    if section is not None:
        found = re.search(rf'<section aria-labelledby="{section}">.*?</section>', text, re.S)
        text = found[0] if found else ""
    for _, inner in SAID.findall(text):
        plain = html.unescape(re.sub(r"<[^>]+>", "", inner.replace("<br>", " "))).replace("\u00a0", " ")
        plain = re.sub(r"\s+", " ", plain).strip()
        if plain:
            yield plain


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        print("\n".join(lines(file.read(), *sys.argv[2:3])))
