# SPDX-License-Identifier: GPL-3.0-or-later
"""hostile_pages.py CHROMIUM WORK: pages of studies whose names are markup, in Chromium under their own policy. Everything on a page is
clicked, chosen and moved; then no element or attribute came of a name, no address was asked, and the names can be read to the letter."""
import csv
import os
import socket
import subprocess
import sys
import threading
from urllib.parse import unquote

from film_page import Chromium, check, wrong

ROOT = os.environ["HINGE_ROOT"]
EVENTS = "--events", "events.csv"

CLICK = """(async () => {
  const all = s => [...document.querySelectorAll(s)], wait = ms => new Promise(f => setTimeout(f, ms)), did = (e, name) => e.dispatchEvent(new Event(name, {bubbles: true}));
  window.confirm = () => true;
  window.print = () => {};
  addEventListener('click', e => { const a = e.target.closest('a[href]'); if (a && !a.hasAttribute('download') && !a.getAttribute('href').startsWith('#')) e.preventDefault(); });
  const seen = new Set(), hostile = () => {
    for (const e of all('.hostile,[class*=hostile],base,iframe,object,embed,link,img,image,foreignObject,meta[http-equiv=refresh i],a[href^="javascript:" i]')) seen.add(e.outerHTML.slice(0, 120));
    for (const e of all('*')) for (const a of e.attributes) if (/^on/i.test(a.name) || /^(src|srcdoc|srcset)$/.test(a.name) && !/^blob:/.test(a.value)) seen.add(`${e.tagName} ${a.name}=${a.value}`);
  };
  const first = document.scripts.length;
  let n = 0;
  hostile();
  for (const what of ['button', 'summary', 'a[href^="#"]', '[data-p]', '[data-k]', '[data-key]', '[data-fault]', 'button[data-question]', 'input[type=radio],input[type=checkbox]'])
    for (const e of all(what)) if (e.isConnected) { e.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true})); n++; if (n % 10 === 0) await wait(0); hostile(); }
  for (const e of all('select')) for (const o of [...e.options, e.options[0]]) { e.value = o.value; did(e, 'input'); did(e, 'change'); n++; hostile(); }
  for (const e of all('input[type=range]')) for (const v of [e.min, e.max]) { e.value = v; did(e, 'input'); n++; hostile(); }
  for (const e of all('input[type=search],input[type=text]')) { e.value = '<b class=hostile>'; did(e, 'input'); did(e, 'change'); n++; hostile(); e.value = ''; did(e, 'input'); }
  for (const e of all('#curves [data-key],[data-t]')) { e.dispatchEvent(new PointerEvent('pointerover', {bubbles: true})); hostile(); }
  for (const key of ['ArrowRight', 'Enter', ' ', 'n', 'x', '[', 'Escape', '1', '?']) { document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})); hostile(); }
  await wait(150);
  hostile();
  return {n, seen: [...seen], scripts: document.scripts.length - first, acted: typeof acted, address: location.href.split('#')[0], title: document.title,
    text: [document.body.textContent, ...all('[data-p]').map(e => e.dataset.p), ...all('option').map(e => e.value)].join(' ')};
})()"""


def hostile(url):
    return {
        "meta": f"<meta class=hostile http-equiv=refresh content=0;url={url}/m>",
        "image": f"<img class=hostile src={url}/i onerror=acted=1>",
        "attribute": '"><b class=hostile>bold',
        "quote": "' class=hostile onfocus=acted=1 autofocus x='",
        "script": "</script><script class=hostile>acted=1</script>",
        "title": "</title><b class=hostile>",
        "entity": "&lt;b class=hostile&gt;",
    }


def tool(*words):
    made = subprocess.run(words, capture_output=True, text=True, check=False)
    if made.returncode not in (0, 4):
        raise SystemExit(f"{words}: {made.stderr}")


def study(name, rows, *options):
    """A list of recordings of the cohort: file, participant, group, session, cue."""
    with open(name + ".csv", "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow("file,participant,group,session,task,cue,trial".split(","))
        writer.writerows([*row[:4], "hinge", row[4], 1] for row in rows)
    tool("hinge-ingest", "-q", name + ".csv", "-o", name + ".h5")
    tool("hinge-analyze", "-q", name + ".h5", *options, "-o", name + ".r.h5")


def recording(person, cue):
    return f"p00{person}/bodyweight_hinge_{cue}_1.trc"


def studies(names):
    who, of = list(names.values()), lambda k: ("none", "dowel")[k]
    people = [f"{name}{i}" for i, name in enumerate([*who, "plain"], 1)]
    odd = "p001/<img class=hostile onerror=acted=1>.trc"
    os.rename(recording(1, "none"), odd)
    here = lambda i, k: odd if (i, k) == (1, 0) else recording(i, of(k))
    with open("events.csv", "w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([["file", "rep", "exclude", "why"], [recording(2, "none"), 2, "yes", names["image"]]])
    study("cues", [(here(i, k), people[i - 1], (names["image"], names["script"])[i % 2], 1, ("none", names["meta"])[k]) for i in range(1, 9) for k in (0, 1)],
          *EVENTS)
    study("one", [(here(1 + k // 2, k % 2), names["meta"], "", 1 + k // 2, ("none", names["image"])[k % 2]) for k in range(4)])
    study("visits", [(here(i, k), people[i - 1], (names["title"], names["entity"])[i % 2], (names["meta"], names["image"])[k], "none") for i in range(1, 9) for k in (0, 1)])
    return people


def main(program, work):
    os.chdir(work)
    for i in range(1, 9):
        subprocess.run(["cp", "-r", f"{ROOT}/datasets/cohort/p00{i}", "."], check=True)
    server = socket.create_server(("127.0.0.1", 0))
    asked = []
    threading.Thread(target=lambda: [asked.append(server.accept()) for _ in range(1000)], daemon=True).start()
    names = hostile("http://127.0.0.1:%d" % server.getsockname()[1])
    people = studies(names)
    pages = {}
    for name in ("cues", "one", "visits"):
        tool("hinge-report", "-q", name + ".r.h5", "--study", name + ".h5", *(EVENTS if name == "cues" else []), "--title", names["title"] + names["meta"], "-o", name + ".html")
        pages[name + ".html"] = [names["meta"]] if name == "one" else []
    pages["cues.html"] += [names["image"], names["script"], names["meta"], people[0], people[1]]
    tool("hinge-report", "-q", "cues.r.h5", "--study", "cues.h5", *EVENTS, "--filter", "participant=" + people[1], "-o", "person.html")
    tool("hinge-report", "-q", "one.r.h5", "--sheet", "--participant", names["meta"], "-o", "sheet.html")
    tool("hinge-table", "-q", "trials", "cues.r.h5", "--format", "html", "-o", "table.html")
    tool("hinge-view", "-q", "cues.h5", "cues.r.h5", *EVENTS, "-o", "view")
    tool("hinge-view", "-q", "cues.h5", "cues.r.h5", *EVENTS, "--rate-as", names["image"], "-o", "rate.html")
    pages |= {"person.html": [people[1]], "sheet.html": [names["meta"]], "table.html": [people[0], people[6]], "rate.html": [], "view/index.html": [people[0], people[6]]}
    views = sorted(name for name in os.listdir("view") if name != "index.html")
    for of in "_img", "_meta":
        pages["view/" + next(name for name in views if name.startswith(of) and "hinge_none" in name)] = []
    browser = Chromium(program, work)
    for page, words in pages.items():
        browser.events.clear()
        path = os.path.abspath(page)
        browser.open(path)
        found = browser.js(CLICK)
        check(f"{page}: no element and no attribute of a name ({found['n']} clicks)", not found["seen"] and not found["scripts"] and found["acted"] == "undefined", found["seen"][:5])
        check(f"{page}: it stays", unquote(found["address"]) == "file://" + path and not asked, found["address"])
        for word in words:
            check(f"{page}: {word[:20]} is text", word in found["text"])
        events = [e for e in browser.events if e.get("method") in ("Network.requestWillBeSent", "Page.frameNavigated", "Runtime.exceptionThrown", "Log.entryAdded")]
        urls = [e["params"].get("request", e["params"].get("frame", {})).get("url", "") for e in events if e["method"] in ("Network.requestWillBeSent", "Page.frameNavigated")]
        check(f"{page}: nothing is asked", not [u for u in urls if not unquote(u).startswith(("file://" + path, "blob:", "data:", "about:blank"))], [u[:80] for u in urls])
        said = [e["params"] for e in events if e["method"] in ("Runtime.exceptionThrown", "Log.entryAdded")]
        check(f"{page}: its policy is kept and nothing is thrown", not said, said[:2])
    check("no connection", not asked)
    browser.process.kill()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
