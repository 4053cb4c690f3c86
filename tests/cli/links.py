#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Follows every link of pages to a file beside them, also those that a page makes when a repetition is
chosen. links.py PAGE...: says how many pages, links and files there are; exit 1 if a file is missing."""
import html
import json
import os
import re
import sys
from urllib.parse import unquote

HREF = re.compile(r'\bhref="([^"]*)"')
DATA = re.compile(r'"(?:h|href|before|after|index)":("(?:[^"\\]|\\.)*")')


def main(pages):
    links, files, dead = 0, set(), set()
    for page in pages:
        with open(page, encoding="utf-8") as file:
            text = file.read()
        found = [html.unescape(link) for link in HREF.findall(text)]
        found += [json.loads(link) for link in DATA.findall(text)]
        for link in found:
            path = unquote(link.split("#")[0])
            if not path or "${" in path or ":" in link.split("/")[0]:
                continue
            links += 1
            path = os.path.normpath(os.path.join(os.path.dirname(page), path))
            files.add(path)
            if not os.path.exists(path):
                dead.add(f"{page}: {link}")
    for link in sorted(dead):
        print("no file:", link)
    print(f"{len(pages)} pages link to {len(files)} files, {len(dead)} links are dead")
    return bool(dead)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
