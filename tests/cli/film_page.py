#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives film.html in Chromium through its debugging pipe: film_page.py CHROMIUM FILM.HTML FILMS WORK.
The page, its policy, the files that are chosen and those that are saved are the real ones. FILMS holds c.mp4 and k.mp4;
other films are made of them: other rates and rotations by their bytes, two persons and one who leaves by the browser."""
import base64
import json
import os
import shutil
import struct
import subprocess
import sys
import time
import wave


class Chromium:
    def __init__(self, program, work):
        (there, self.write), (self.read, back) = os.pipe(), os.pipe()
        os.makedirs(work + "/saved")

        def pipes():  # Chromium reads 3 and writes 4
            copies = os.dup(there), os.dup(back)
            os.dup2(copies[0], 3)
            os.dup2(copies[1], 4)
        self.log = open(work + "/chromium.log", "wb")
        self.process = subprocess.Popen([program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--mute-audio",
                                         "--autoplay-policy=no-user-gesture-required", "--remote-debugging-pipe",
                                         f"--user-data-dir={work}/profile", "about:blank"], preexec_fn=pipes, close_fds=False, stderr=self.log)
        os.close(there)
        os.close(back)
        self.n, self.rest, self.session, self.events = 0, b"", None, []
        self.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=work + "/saved")

    def call(self, method, **params):
        self.n += 1
        text = {"id": self.n, "method": method, "params": params}
        if self.session and method.split(".")[0] not in ("Browser", "Target"):
            text["sessionId"] = self.session
        os.write(self.write, json.dumps(text).encode() + b"\0")
        while True:
            while b"\0" not in self.rest:
                got = os.read(self.read, 1 << 20)
                if not got:
                    raise SystemExit(f"Chromium ended at {method}")
                self.rest += got
            message, self.rest = self.rest.split(b"\0", 1)
            answer = json.loads(message)
            if answer.get("id") != self.n:
                self.events.append(answer)
            elif "error" in answer:
                raise SystemExit(f"{method}: {answer['error']}")
            else:
                return answer["result"]

    def open(self, page):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "DOM"):
            self.call(domain + ".enable")
        self.call("Page.navigate", url="file://" + page)
        self.wait(f"document.readyState === 'complete' && location.href.startsWith('file')", 60)
        return self.session

    def js(self, text):
        got = self.call("Runtime.evaluate", expression=text, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in got:
            raise SystemExit(f"{text}: {got['exceptionDetails']}")
        return got["result"].get("value")

    def wait(self, text, seconds):
        end = time.time() + seconds
        while not self.js(text):
            if time.time() > end:
                raise SystemExit(f"not within {seconds} s: {text}: {self.js('typeof films === `undefined` ? `` : films.map(f => f.file.name + ` ` + f.state + ` ` + f.line.textContent).join(`; `)')}")
            time.sleep(.2)

    def files(self, selector, paths):
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        self.call("DOM.setFileInputFiles", files=paths, nodeId=self.call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"])

    def click(self, canvas, x, y):  # by shares of it
        left, top, width, height = self.js(f"(() => {{ const c = {canvas}; c.scrollIntoView(); const r = c.getBoundingClientRect(); return [r.left, r.top, r.width, r.height]; }})()")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=left + x * width, y=top + y * height, button="left", clickCount=1)


wrong = []


def check(what, yes, found=""):
    if not yes:
        wrong.append(what)
    print(("" if yes else "NOT ") + what, found if not yes else "", flush=True)


def by_bytes(source, folder):
    """Films of the bytes of another: rates, a rotation, a codec, and what is no film."""
    with open(source, "rb") as file:
        film = file.read()
    scale, matrix = film.index(b"mdhd") + 16, film.index(b"tkhd") + 44
    rate = struct.unpack(">I", film[scale:scale + 4])[0]
    made = {f"hz{hz}.mp4": film[:scale] + struct.pack(">I", rate * hz // 60) + film[scale + 4:] for hz in (120, 240)}
    made["turned.mp4"] = film[:matrix] + struct.pack(">9i", 0, 65536, 0, -65536, 0, 0, 0, 0, 1 << 30) + film[matrix + 36:]
    made |= {"hevc.mp4": film.replace(b"avc1", b"hvc1").replace(b"avcC", b"hvcC"), "cut.mp4": film[:len(film) // 2],
             "empty.mp4": b"", "text.mp4": b"no film\n" * 50}
    for name, data in made.items():
        with open(f"{folder}/{name}", "wb") as out:
            out.write(data)
    with wave.open(folder + "/sound.wav", "wb") as out:
        out.setparams((1, 2, 8000, 0, "NONE", ""))
        out.writeframes(bytes(16000))


RECORD = """<!doctype html><input type=file><video muted></video><script>
const v = document.querySelector('video');
const record = async (width, height, seconds, draw) => {
  const [film] = document.querySelector('input').files;
  if (film) { v.src = URL.createObjectURL(film); await new Promise(f => v.onloadeddata = f); v.currentTime = 1; await new Promise(f => v.onseeked = f); await v.play(); }
  const c = Object.assign(document.createElement('canvas'), {width, height}), g = c.getContext('2d'), parts = [];
  document.body.append(c);
  const m = new MediaRecorder(c.captureStream(15), {mimeType: 'video/webm;codecs=vp8', videoBitsPerSecond: 4e6}), begun = performance.now();
  m.ondataavailable = e => e.data.size && parts.push(e.data); m.start(100);
  for (let t = 0; t < seconds || parts.length < 10; t = (performance.now() - begun) / 1000) { draw(g, t); await new Promise(f => setTimeout(f, 30)); }
  m.stop(); await new Promise(f => m.onstop = f); v.pause();
  let text = ''; for (const b of new Uint8Array(await new Blob(parts).arrayBuffer())) text += String.fromCharCode(b); return btoa(text); };
</script>"""
RECORDED = {
    "two.webm": "720, 640, 2, g => { g.drawImage(v, 0, 0); g.drawImage(v, 360, 0); }",
    "leaves.webm": "360, 640, 6, (g, t) => { g.fillStyle = '#888'; g.fillRect(0, 0, 360, 640); if (t < 1.5 || t > 4) g.drawImage(v, 0, 0); }",
    "front.webm": "1260, 640, 2, g => { if (!v.paused) { v.pause(); v.currentTime = 2.65; } g.drawImage(v, 0, 0, 1260, 640); }",  # a bend, 3.5 times as wide: so are the hips
    # six stickers, which bend; the second is covered for a second
    "stickers.webm": "480, 640, 5, (g, t) => { g.fillStyle = '#557'; g.fillRect(0, 0, 480, 640); g.fillStyle = '#c8a082'; g.fillRect(140, 20, 200, 600);"
                     " const u = 15 - 15 * Math.cos(1.2 * t); for (let i = 0; i < 6; i++) if (i !== 1 || t < 2 || t > 3.2) { g.fillStyle = '#fa3296'; g.beginPath();"
                     " g.arc(240 - u * (5 - i) / 5, 60 + 104 * i, 8, 0, 7); g.fill(); } }",
    "nobody.webm": "480, 360, 1, (g, t) => { g.fillStyle = `hsl(${360 * t} 50% 50%)`; g.fillRect(0, 0, 480, 360); }",
    "uhd.webm": "3840, 2160, 3, g => g.drawImage(v, 1300, 0, 1215, 2160)",
}


def by_browser(browser, films, folder):
    with open(folder + "/record.html", "w", encoding="utf-8") as out:
        out.write(RECORD)
    browser.open(folder + "/record.html")
    if films:
        browser.files("input", [films + "/c.mp4"])
    for name, how in RECORDED.items():
        if not films and name not in ("nobody.webm", "stickers.webm"):
            continue
        for _ in range(3):  # a recorder of a busy browser may never end
            film = browser.js(f"Promise.race([record({how}), new Promise(f => setTimeout(f, 60000, ''))])")
            if film:
                break
            browser.open(folder + "/record.html")
            if films:
                browser.files("input", [films + "/c.mp4"])
        else:
            print(f"skipped: this browser records no film ({name})")
            sys.exit(77)
        with open(f"{folder}/{name}", "wb") as out:
            out.write(base64.b64decode(film))


def ended(browser):
    asked = {e["params"]["request"]["url"][:5] for e in browser.events if e.get("method") == "Network.requestWillBeSent"}
    check("nothing is asked of a network", asked <= {"file:", "blob:", "data:"}, asked)
    said = [e["params"] for e in browser.events if e.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")]
    said = [s for s in said if "ERR_REQUEST_RANGE_NOT_SATISFIABLE" not in json.dumps(s)]  # of the empty file
    check("the console has no line", not said, said)
    browser.call("Browser.close")
    browser.process.wait(30)
    time.sleep(1)  # for its other processes
    return bool(wrong)


def stickers(browser, page, work, saved):
    """Clicks: skin is refused, six names, followed, a doubt answered, saved twice; at 320 px and dark."""
    browser.open(page + "#lite")
    browser.js("$('body').click(); $('stickers').click()")
    browser.files("#files", [work + "/stickers.webm"])
    browser.wait("films.length && films[0].state !== 'new' && !busy", 240)
    browser.js("films[0].state === 'asks' && films[0].none.click()")
    browser.wait("E && !busy", 30)

    def click(share_x, share_y):
        browser.click("$('big')", share_x, share_y)
        browser.wait("!busy", 30)
        return browser.js("$('say').textContent")
    said = click(.6, .17)
    check("skin is refused", "does not stand out" in said or "no sticker where you clicked" in said, said)
    said = click(.5, 60 / 640)
    check("its colour is learned, names are asked", browser.js("!!E.stick.model") and "choose each name" in said, said)
    for i, name in enumerate(("L1", "L5", "trochanter", "knee", "ankle")):
        browser.js(f"[...document.querySelectorAll('#names button')].find(b => b.textContent.includes('{name}')).click()")
        click(.5, (164 + 104 * i) / 640)
    check("six are named", browser.js("E.stick.clicks.map(c => c.name).join()") == "C7,L1,L5,trochanter,knee,ankle", browser.js("E.stick.clicks.map(c => c.name).join()"))
    leaves = "dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    check("clicks that no file has are not left without a question", not browser.js(leaves))
    browser.click("$('follow')", .5, .5)
    browser.wait("!busy && films[0].state === 'check'", 300)
    doubts = browser.js("[...document.querySelectorAll('#doubts button')].map(b => b.textContent)")
    check("one doubt: L1", len(doubts) == 1 and doubts[0].startswith("L1 "), doubts)
    browser.js("document.querySelector('#doubts button').click()")
    browser.wait("!busy && cur === 'L1' && now > 0", 30)
    browser.click("$('gone')", .5, .5)
    check("answered: not to be seen", browser.js("document.querySelectorAll('#doubts button').length") == 0)
    check("and undone", browser.js("$('undo').click(); document.querySelectorAll('#doubts button').length") == 1)
    browser.click("$('gone')", .5, .5)
    for scheme, width in (("dark", 320), ("light", 1280)):
        browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        browser.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 400)
        check(f"not wider than {width} px", browser.js("document.documentElement.scrollWidth") <= width, browser.js("document.documentElement.scrollWidth"))
        back = browser.js("(getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g) || [255]).map(Number)[0]")
        check(f"{scheme} is {scheme}", (back < 80) == (scheme == "dark"), back)
        with open(f"{work}/{scheme}.png", "wb") as out:
            out.write(base64.b64decode(browser.call("Page.captureScreenshot")["data"]))
    texts = []
    for _ in range(2):
        browser.click("$('save')", .5, .5)
        texts.append(saved("stickers.csv"))
    check("the same bytes twice", texts[0] == texts[1])
    check("a page whose films are saved is left without a question", browser.js(leaves))
    lines = texts[0].decode().split("\n")
    check("the first line says stickers", "; stickers; model" in lines[0], lines[0])
    L1 = [row.split(",")[lines[2].split(",").index("L1_x")] for row in lines[3:-1]]
    check("L1 is empty while it is covered, and there before", L1[0] and "" in L1, L1)
    browser.call("Emulation.clearDeviceMetricsOverride")


def without_films(browser, page, work, saved):
    """WASM and models run under the page's policy, and a CSV is saved."""
    browser.open(page + "#full")
    browser.files("#files", [work + "/nobody.webm"])
    browser.wait("films.length && films[0].state === 'asks'", 240)
    browser.js("films[0].none.click(); $('go').click()")
    browser.wait("!busy", 400)
    rows = saved("nobody.csv").decode().split("\n")[3:-1]
    check("each picture of nobody.webm is without a person", rows and all(len(row.split(",")) == 133 and row.endswith(",") for row in rows))
    stickers(browser, page, work, saved)
    return ended(browser)


def main(program, page, films, work, version):
    def saved(name):  # once: the next of this name is another file
        path, end = f"{work}/saved/{name}", time.time() + 60
        while (not os.path.exists(path) or any(other.endswith(".crdownload") for other in os.listdir(work + "/saved"))) and time.time() < end:
            time.sleep(.5)
        with open(path, "rb") as file:
            text = file.read()
        os.remove(path)
        return text
    browser = Chromium(program, work)
    if films:
        by_bytes(films + "/c.mp4", work)
    by_browser(browser, films, work)
    browser.events.clear()
    if not films:
        return without_films(browser, page, work, saved)

    stickers(browser, page, work, saved)
    # films that cannot be read, and what is said before anything is computed
    browser.open(page + "#lite")
    bad = ["hevc.mp4", "cut.mp4", "empty.mp4", "text.mp4", "sound.wav"]
    other = ["two.webm", "leaves.webm", "nobody.webm", "front.webm", "uhd.webm", "hz120.mp4", "hz240.mp4", "turned.mp4"]
    browser.files("#files", [f"{work}/{name}" for name in bad + other])
    browser.wait("films.length && films.every(f => f.state !== 'new')", 500)
    f = {name: f"films.find(f => f.file.name === '{name}')" for name in bad + other}
    for name, words in zip(bad, ("HEVC", "damaged or cut off", "empty", "no film that the browser", "sound but no picture")):
        said = browser.js(f"{f[name]}.state + ' ' + {f[name]}.line.textContent")
        check(f"{name}: {words}", said.startswith("bad ") and words in said, said)
    for name, words in (("two.webm", "2 persons: click"), ("nobody.webm", "No person was found"), ("front.webm", "Filmed from the front: hips against spine need the side."),
                        ("uhd.webm", "3840 × 2160"), ("uhd.webm", "Large pictures"), ("hz120.mp4", "120 pictures a second: one of 4"), ("hz240.mp4", "240 pictures a second: one of 8"), ("turned.mp4", "640 × 360")):
        said = browser.js(f"{f[name]}.about.textContent + {f[name]}.view.textContent + {f[name]}.line.textContent")
        check(f"{name}: {words}", words in said, said)
    print('hips apart, in leg lengths:', browser.js("films.filter(f => f.apart).map(f => f.file.name + ' ' + f.apart.map(a => a.toFixed(3)).join(' ')).join(', ')"))
    check("from the side nothing is said of the front", browser.js(f"{f['hz120.mp4']}.view.textContent") == "")

    # clicks, stop and go on, a person who leaves and comes back
    browser.js(f"['turned.mp4', 'front.webm', 'uhd.webm', 'hz120.mp4'].forEach(n => films.splice(films.findIndex(f => f.file.name === n), 1))")
    browser.click(f["two.webm"] + ".canvas", .75, .6)
    browser.wait(f"{f['two.webm']}.state === 'ready'", 300)
    check("the person who is clicked is followed", browser.js(f"{f['two.webm']}.at.x") > 360)
    browser.click(f["nobody.webm"] + ".canvas", .5, .5)
    browser.wait(f"/where you clicked/.test({f['nobody.webm']}.line.textContent)", 300)
    browser.js(f"{f['nobody.webm']}.none.click(); $('go').click()")
    browser.wait(f"{f['two.webm']}.rows.length > 3", 300)
    browser.js("$('stop').click()")
    browser.wait("!busy", 60)
    check("stopped", browser.js(f"$('go').textContent + {f['two.webm']}.state") in ("Go onready", "Startdone", "Go ondone"))
    browser.js("$('go').click()")
    browser.wait(f"{f['leaves.webm']}.state === 'asks'", 300)
    said = browser.js(f"{f['leaves.webm']}.line.textContent")
    check("lost for 10 pictures: asked", "lost 10 pictures ago" in said, said)
    shown = browser.session  # a tab in the background computes, too
    tab = browser.call("Target.createTarget", url="about:blank")["targetId"]
    browser.session = browser.call("Target.attachToTarget", targetId=tab, flatten=True)["sessionId"]
    browser.call("Page.bringToFront")
    browser.session = shown
    check("in the background", browser.js("document.visibilityState") == "hidden")
    for _ in range(9):  # the film is recorded here: on a busy computer its pictures jump, so that the person can be lost again
        browser.js(f"{f['leaves.webm']}.state === 'asks' && {f['leaves.webm']}.none.click()")
        browser.wait(f"!busy || {f['leaves.webm']}.state === 'asks'", 500)
    said = browser.js(f"{f['leaves.webm']}.line.textContent")
    check("found again", "without a person" in said, said)
    seen = browser.js(f"{f['leaves.webm']}.rows.map(r => !r.endsWith(',')).join()").split(",")
    check("there, away, there again", seen[0] == "true" and "false" in seen and "true" in seen[seen.index("false"):] and seen.count("true") > len(seen) // 3, seen)
    check("nobody.webm: each picture without a person", browser.js(f"{f['nobody.webm']}.line.className") == "warn")
    check("saved", browser.js("$('all').textContent").startswith("4 of 9 saved, 5 not read"), browser.js("$('all').textContent"))

    background = saved("hz240.csv")

    # one that was computed in the background: the same bytes; and both films whole, where that is asked for
    os.makedirs(work + "/films")
    whole = {"p01_none_1": "c", "p02_none_1": "k"} if os.environ.get("HINGE_FILMS") == "whole" else {}
    for name, film in whole.items():
        shutil.copy(f"{films}/{film}.mp4", f"{work}/films/{name}.mp4")
    browser.open(page + "#lite")
    browser.files("#files", [f"{work}/films/{name}.mp4" for name in whole] + [work + "/hz240.mp4"])
    browser.wait("films.length && films.every(f => f.state === 'ready')", 240)
    begun = time.time()
    browser.js("$('go').click()")
    browser.wait("!busy", 1500)
    pictures, length = browser.js("films.reduce((n, f) => n + f.rows.length, 0)"), browser.js("films.reduce((n, f) => n + f.length, 0)")
    print(f"lite: {(time.time() - begun) / pictures:.3f} s a picture, {time.time() - begun:.0f} s for films of {length:.0f} s")
    again = saved("hz240.csv")
    check("the same bytes twice, also in the background", again == background)
    # the model that this computer can run
    browser.open(page)
    browser.files("#files", [work + "/hz240.mp4"])
    browser.wait("films.length && films[0].state === 'ready'", 240)
    begun = time.time()
    browser.js("$('go').click()")
    browser.wait("!busy", 400)
    print(f"{browser.js('model')}: {(time.time() - begun) / browser.js('films[0].rows.length'):.3f} s a picture")
    check("the first line names the model", saved("hz240.csv").startswith(f"# film.html of hingekit {version}; model pose_landmark_{browser.js('model')} (@mediapipe/pose ".encode()), saved("hz240.csv")[:99])
    return ended(browser)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
