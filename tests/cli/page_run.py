#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person in hingekit.html: page_run.py CHROMIUM HINGEKIT.HTML FOLDER WORK. Chooses the folder, looks at it, stops a run, has one
that breaks off, runs it, opens a page of a recording, saves the zip into WORK/saved, moves a boundary of a bend and runs again. The page,
its policy and its worker are the real ones. Prints the list and what the run said; WORK gets pictures at 1280 and 390 pixels."""
import base64
import os
import sys
import time

from film_page import Chromium, check, wrong

MOST_S = float(os.environ.get("HINGE_PAGE_S", 300))


def picture(browser, path):
    with open(path, "wb") as out:
        out.write(base64.b64decode(browser.call("Page.captureScreenshot", format="png")["data"]))


def run(browser, button):
    """By the keyboard."""
    browser.js(f"$('{button}').focus()")
    for kind, text in ("keyDown", "\r"), ("keyUp", ""):
        browser.call("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", windowsVirtualKeyCode=13, text=text)
    browser.wait("worker !== null", 10)
    browser.wait("worker === null", MOST_S)
    return browser.js("$('log').textContent"), browser.js("$('state').textContent")


BREAK = """(w => { window.whole = w.textContent; w.textContent += "\\nconst plain = lay; lay = (FS, path, ...rest) => { plain(FS, path, ...rest); " +
    "if (/p003.*trc$/.test(path)) FS.lookupPath(TOP + path).node.stream_ops.open = () => { last = path; throw new WebAssembly.RuntimeError('unreachable'); }; };"; })($('worker'))"""


def broken_off(browser):
    """A run that is stopped, and one whose program ends in the middle, leave the folder as it was."""
    before = browser.js("[...files.keys()].join()")
    browser.js("$('run').click()")
    browser.wait("worker === null || /^Step 2/.test($('state').textContent)", MOST_S)
    browser.js("$('stop').click()")
    browser.wait("worker === null", 10)
    check("a run that is stopped leaves nothing", browser.js("[...files.keys()].join()") == before, browser.js("$('state').textContent"))
    browser.js(BREAK)
    said, state = run(browser, "run")
    check("a program that breaks off names the file", "(unreachable) after it opened study/p003/" in said and state.startswith("The program broke off"), said + state)
    check("and leaves nothing", browser.js("[...files.keys()].join()") == before)
    browser.js("$('worker').textContent = whole")


def edited(browser):
    """A boundary that is moved on a recording's page is in the next run's tables."""
    before = browser.js("files.get(resultsAt + 'tables/reps.csv').blob.text()")
    browser.js("""(async d => { d.querySelector('#side [data-key]').click();
        for (let k = 0; k < 50 && !d.querySelector('[data-bound]'); k++) await new Promise(f => setTimeout(f, 100));
        d.querySelector('[data-bound]').focus();
        for (let k = 0; k < 8; k++) {
            d.activeElement.dispatchEvent(new d.defaultView.KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true, cancelable: true}));
            await new Promise(f => setTimeout(f, 120));
        } d.querySelector('#save').click(); })($('frame').contentDocument)""")
    check("corrections that a page saves are in the folder", browser.js("files.has(folder + '/events.csv')"))
    said, _ = run(browser, "run")
    check("they are read", "study/events.csv: 1 row, 1 recording" in said, said)
    check("and change a repetition", browser.js("files.get(resultsAt + 'tables/reps.csv').blob.text()") != before)


def main(program, page, folder, work):
    browser = Chromium(program, work)
    began = time.time()
    browser.open(os.path.abspath(page))
    print("first paint", browser.js("performance.getEntriesByType('paint').map(e => Math.round(e.startTime)).join(' ')"), "ms, loaded", f"{time.time() - began:.1f} s")
    browser.files("#folder", [os.path.abspath(folder)])
    browser.wait("!$('there').hidden", 60)
    print(browser.js("$('what').textContent"))
    for button in ("look", "run"):
        said, state = run(browser, button)
        print(said, state, sep="")
        with open(f"{work}/{button}.txt", "w", encoding="utf-8") as out:
            out.write(said)
        check(f"{button} is done", state.startswith("Done."), state)
        if button == "look":
            browser.wait("document.querySelectorAll('#cells tr').length > 1", 60)
            print("list:", browser.js("document.querySelectorAll('#cells tr').length - 1"), "rows")
            picture(browser, work + "/list.png")
            broken_off(browser)
    browser.wait("!$('result').hidden && !!$('frame').contentDocument && !!$('frame').contentDocument.querySelector('h1')", 60)
    print("report:", browser.js("$('frame').contentDocument.querySelector('h1').textContent.trim()"))
    time.sleep(1)
    picture(browser, work + "/report.png")
    browser.js("[...$('frame').contentDocument.querySelectorAll('a[href*=\"recordings/\"]')][0].dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))")
    browser.wait("/recordings\\//.test($('page').textContent)", 60)
    time.sleep(1)
    print("page:", browser.js("$('page').textContent"))
    picture(browser, work + "/recording.png")
    browser.js("$('save').click()")
    for _ in range(300):
        if any(name.endswith(".zip") for name in os.listdir(work + "/saved")):
            break
        time.sleep(.2)
    check("a zip is saved", any(name.endswith(".zip") for name in os.listdir(work + "/saved")))
    edited(browser)
    browser.call("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=1, mobile=True)
    browser.js("scrollTo(0, 0)")
    width = browser.js("document.documentElement.scrollWidth")
    check("nothing is wider than a phone", width <= 390, width)
    picture(browser, work + "/phone.png")
    asked = [e["params"]["request"]["url"] for e in browser.events if e.get("method") == "Network.requestWillBeSent"]
    check("no network is asked", not [url for url in asked if not url.startswith(("file:", "blob:", "about:", "data:"))], asked)
    said = [e["params"] for e in browser.events if e.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded")]
    check("no policy is broken and nothing is thrown", not said, said)
    browser.process.kill()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
