# SPDX-License-Identifier: GPL-3.0-or-later
"""page_cells.py CHROMIUM WORK: the list in hingekit.html, its page and policy in Chromium, its programs those of this computer (the
page's engine needs emscripten: test_page_run.sh). Cells that are changed leave every other byte; unsaved work is not lost in silence."""
import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import time

from film_page import Chromium, check, wrong

SOURCE = os.path.join(os.environ["HINGE_ROOT"], "scripts", "page")
MARKUP = "<img class=hostile src=x onerror=acted=1>"
HERE = """var asked = [], questions = [];
window.confirm = words => { questions.push(words); return false; };
window.program = async (argv, given, heard) => { const files = await Promise.all(given.map(async ([p, f]) => [p, btoa(String.fromCharCode(...new Uint8Array(await f.blob.arrayBuffer())))]));
  return new Promise(end => asked.push({argv, files, answer(lines, code, wrote) { lines.forEach(heard); end({end: code, mib: 1, gone: [], files: wrote.map(([p, b]) => [p, new Blob([Uint8Array.from(atob(b), c => c.charCodeAt(0))]), 0])}); }})); };"""


def page(path):
    with open(os.path.join(SOURCE, "page.html"), encoding="utf-8") as file:
        text = file.read()
    with open(os.path.join(SOURCE, "page.js"), encoding="utf-8") as file:
        script = file.read()
    digest = lambda part: "'sha256-%s'" % base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
    value = {"csp.styles": digest(re.search(r"<style>(.*?)</style>", text, re.S).group(1)), "csp.scripts": digest(script), "version": "", "engine": "", "worker": "",
             "wasm": "", "page": script}
    for name, part in value.items():
        text = text.replace("{{%s}}" % name, part)
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write(text)


def answer(browser, work):
    """Runs what the page asks for, in a folder with the files that it gives."""
    for _ in range(600):
        if browser.js("asked.length"):
            break
        time.sleep(.05)
    job = json.loads(browser.js("JSON.stringify(asked[0])"))
    top = os.path.join(work, "top")
    for path, data in job["files"]:
        os.makedirs(os.path.dirname(os.path.join(top, path)), exist_ok=True)
        with open(os.path.join(top, path), "wb") as out:
            out.write(base64.b64decode(data))
    made = subprocess.run(job["argv"], cwd=top, capture_output=True, text=True, check=False)
    wrote = [name for name in os.listdir(top) if os.path.isfile(os.path.join(top, name))]
    back = [[name, base64.b64encode(open(os.path.join(top, name), "rb").read()).decode()] for name in wrote]
    for name in wrote:
        os.remove(os.path.join(top, name))
    browser.js(f"asked.shift().answer({json.dumps((made.stdout + made.stderr).splitlines())}, {made.returncode}, {json.dumps(back)})")
    browser.js("cells")
    return made


def changed(browser, work, row, column, text):
    browser.js(f"(i => {{ i.value = {json.dumps(text)}; i.dispatchEvent(new Event('change')); }})($('cells').querySelector('table').rows[{row}].cells[{column}].firstChild)")
    answer(browser, work)
    return base64.b64decode(browser.js("(async () => btoa(String.fromCharCode(...new Uint8Array(await files.get(listPath).blob.arrayBuffer()))))()"))


def main(program, work):
    os.chdir(work)
    page("hingekit.html")
    lists = {
        "latin": ("file,participant,group,cue,my;note\r\na.trc,J\u00f6rg,Stra\u00dfe,none,\"1, 2\"\r\nb.trc,J\u00f6rg,x,dowel,\r\n", "latin-1", 2, 2, "Gr\u00f6\u00dfe", "J\u00f6rg,x,", "J\u00f6rg,Gr\u00f6\u00dfe,"),
        "comma": ("file,participant,group;set,cue\na.trc,p1,A,none\nb.trc,p2,B,dowel\n", "utf-8", 1, 1, "p|9", "p1,", "p|9,"),
        MARKUP: (f"file,participant,cue\n{MARKUP}.trc,p1,none\n", "utf-8", 1, 1, MARKUP, "p1", MARKUP),
        "excel": ("file\tparticipant\tcue\r\na.trc\tZo\u00eb\tnone\r\n", "utf-16", 1, 2, "d\u00f6wel", "none", "d\u00f6wel"),
    }
    browser = Chromium(program, work)
    for name, (text, letters, row, column, value, old, new) in lists.items():
        os.makedirs(name)
        for file, data in ("trials.csv", text.encode(letters)), ("study.ini", b"[run]\nlist = trials.csv\n"):
            with open(f"{name}/{file}", "wb") as out:
                out.write(data)
        browser.open(os.path.abspath("hingekit.html"))
        browser.js(HERE)
        check(f"{name}: nothing is unsaved at first", browser.js("dispatchEvent(new Event('beforeunload', {cancelable: true}))"))
        browser.files("#folder", [os.path.abspath(name)])
        browser.wait("!$('show').hidden", 20)
        browser.js("void $('show').click()")
        answer(browser, work)
        browser.wait("!$('list').hidden", 20)
        cells = browser.js("[...$('cells').querySelectorAll('input')].map(i => i.value)")
        check(f"{name}: umlauts and columns are as written", "J\u00f6rg" in cells and "1, 2" in cells if name == "latin" else "Zo\u00eb" in cells if name == "excel" else "none" in cells[2:4], cells)
        got = changed(browser, work, row, column, value)
        check(f"{name}: one cell is changed, no other byte", got == text.replace(old, new).encode(letters), got)
        check(f"{name}: no element of a name", browser.js("document.querySelectorAll('.hostile,img').length === 0 && typeof acted === 'undefined'"))
    check("a page with unsaved work asks before it goes", not browser.js("dispatchEvent(new Event('beforeunload', {cancelable: true}))"))
    browser.files("#folder", [os.path.abspath("comma")])
    time.sleep(.3)
    check("and before another folder", browser.js("folder + questions.length + questions[0]").startswith("excel1Files of excel are not saved"), browser.js("folder + questions"))
    browser.js("$('save').onclick()")
    check("nothing is unsaved after the zip", browser.js("dispatchEvent(new Event('beforeunload', {cancelable: true}))"))
    browser.files("#folder", [os.path.abspath("latin")])
    browser.wait("folder === 'latin'", 20)
    browser.wait("!$('show').hidden", 20)
    browser.js("void $('show').click()")
    answer(browser, work)
    got = changed(browser, work, 2, 2, "\u03a9")
    check("a letter that the list cannot have is refused", b"\xdf" in got and b"x," in got and "Latin-1" in browser.js("$('state').textContent"), browser.js("$('state').textContent"))
    said = [e["params"] for e in browser.events if e.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded")]
    check("no policy is broken and nothing is thrown", not said, said[:3])
    browser.process.kill()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
