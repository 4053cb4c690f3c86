#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What sections of the report's template see of facts: sections.py TEMPLATE FACTS... (hinge-report --facts). A section sees
its object and what it borrows ("with"). Named are members that no section of an object uses, and members that a section
uses, its objects never have, and an object around has: the section does not borrow them."""
import collections
import json
import re
import sys

TAG = re.compile(r"\{\{([#?^/<>{]?)([\w.]+)((?: with [\w ]+)?)\}\}")
# for readers of --facts, or made by one function for several sections
SPARE = {"groups": "back first n of", "ticks": "label zero", "rticks": "zero", "head": "cell main loads", "dots": "column",
         "person": "than", "mdc": "once", "bar": "half", "single": "n_1", "main": "n_1", "settings": "n_1", "ran": "na nb needed", "each": "few", "peak": "first",
         "reach": "first", "braces": "first", "lags": "first", "of_max": "first", "planned": "when", "change": "when", "loads": "When", "visits": "When when",
         "measured": "inferred kind", "standin": "With", "kinds": "other", "title": "question",
         "methods": "foreign", "table1": "described"}  # of checklists
FALSE = {"groups": "still"}  # a flag that is absent where it is false (kind IF), as it is in all of these facts
Tag = collections.namedtuple("Tag", "kind name borrowed line inner")
text, everything, parts = open(sys.argv[1], encoding="utf-8").read(), [], {}
opened = [everything]
for found in TAG.finditer(text):
    tag = Tag(found[1], found[2], found[3].split()[1:], text.count("\n", 0, found.start()) + 1, [])
    if tag.kind == "/":
        opened.pop()
    elif tag.kind == "<":
        parts[tag.name] = tag.inner
    else:
        opened[-1].append(tag)
    if tag.kind and tag.kind in "#?^<":
        opened.append(tag.inner)
given, used, around, objects, nulls = collections.defaultdict(set), collections.defaultdict(set), {}, set(), set()


def visit(tags, frames, sure=True):
    """Notes what tags name. A frame is an object's place, the object, and what its section borrows."""
    where, own, _ = frames[-1]
    for tag in tags:
        if tag.kind == ">":
            visit(parts[tag.name], frames, sure)
            continue
        head, *members = tag.name.split(".")
        at = len(frames) - 1
        used[where].add(head)
        while head not in frames[at][1] and head in frames[at][2]:
            at -= 1
            used[frames[at][0]].add(head)
        fact = frames[at][1].get(head)
        for place, outer, _ in frames[:-1] if sure and at == len(frames) - 1 and head not in own else ():
            if outer.get(head) and not (place == "" and isinstance(outer[head], dict)):  # a section of the page is borrowed by no accident
                around[where, head] = tag.line, place
        for member in members:
            fact = fact.get(member) if isinstance(fact, dict) else None
        items = [item for item in (fact if isinstance(fact, list) else [fact]) if isinstance(item, dict)] if tag.kind == "#" else []
        for item in items:
            section(tag.inner, [*frames, (f"{frames[at][0]}.{tag.name}", item, tag.borrowed)], sure)
        if not items:  # of words, or of an object that these facts have elsewhere
            visit(tag.inner, frames, sure and (tag.kind != "#" or bool(fact) or tag.name not in objects))


def section(tags, frames, sure=True):
    given[frames[-1][0]].update(frames[-1][1])
    nulls.update((frames[-1][0], member) for member, fact in frames[-1][1].items() if fact is None)
    objects.add(frames[-1][0].split(".")[-1])
    visit(tags, frames, sure)


for twice in range(2):  # by then it is known which sections have objects
    used.clear()
    around.clear()
    for name in sys.argv[2:]:
        with open(name, encoding="utf-8") as file:
            section(everything, [("", json.load(file), [])])
alike = collections.defaultdict(set)  # what sections of one name are given anywhere
for where, members in given.items():
    alike[where.split(".")[-1]] |= members
wrong = [f"section {where[1:]}: no section of the template names '{member}'" for where in given if where
         for member in given[where] - used[where] - {"verdict", *SPARE.get(where.split(".")[-1], "").split()}]
wrong += [f"section {where[1:]}: '{member}' is null; leave it out" for where, member in nulls]
wrong += [f"{sys.argv[1]}:{line}: section {where[1:]} does not borrow '{member}', which {outer[1:] or 'the page'} has"
          for (where, member), (line, outer) in around.items() if member not in alike[where.split(".")[-1]] | {*FALSE.get(where.split(".")[-1], "").split()}]
print(*sorted(wrong), sep="\n", end="\n" if wrong else "")
sys.exit(bool(wrong))
