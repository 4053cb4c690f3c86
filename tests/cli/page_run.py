#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person in hingekit.html: page_run.py CHROMIUM HINGEKIT.HTML FOLDER WORK. Chooses the folder, looks at it, runs it, opens a page of
a recording, saves the zip into WORK/saved. The page, its policy and its worker are the real ones. Prints the list and what the run said;
WORK gets pictures at 1280 and 390 pixels."""
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
    browser.js(f"$('{button}').click()")
    browser.wait("worker === null", MOST_S)
    return browser.js("$('log').textContent"), browser.js("$('state').textContent")


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
    browser.wait("!$('result').hidden && !!$('frame').contentDocument && !!$('frame').contentDocument.querySelector('h1')", 60)
    print("report:", browser.js("$('frame').contentDocument.querySelector('h1').textContent.trim()"))
    time.sleep(1)
    picture(browser, work + "/report.png")
    browser.js("[...$('frame').contentDocument.querySelectorAll('a[href*=\"recordings/\"]')][0].dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))")
    browser.wait("/recordings\\//.test($('page').textContent)", 60)
    time.sleep(1)
    print("page:", browser.js("$('page').textContent"))
    picture(browser, work + "/recording.png")
    browser.js("(w => { const a = w.document.createElement('a'); a.href = w.URL.createObjectURL(new w.Blob(['rep\\n'])); a.download = 'events.csv'; a.click(); })($('frame').contentWindow)")
    check("corrections that a page saves are in the folder", browser.js("files.has(folder + '/events.csv')"))
    browser.call("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=1, mobile=True)
    browser.js("scrollTo(0, 0)")
    width = browser.js("document.documentElement.scrollWidth")
    check("nothing is wider than a phone", width <= 390, width)
    picture(browser, work + "/phone.png")
    browser.js("$('save').click()")
    for _ in range(300):
        if any(name.endswith(".zip") for name in os.listdir(work + "/saved")):
            break
        time.sleep(.2)
    check("a zip is saved", any(name.endswith(".zip") for name in os.listdir(work + "/saved")))
    asked = [e["params"]["request"]["url"] for e in browser.events if e.get("method") == "Network.requestWillBeSent"]
    check("no network is asked", not [url for url in asked if not url.startswith(("file:", "blob:", "about:", "data:"))], asked)
    said = [e["params"] for e in browser.events if e.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded")]
    check("no policy is broken and nothing is thrown", not said, said)
    browser.process.kill()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
