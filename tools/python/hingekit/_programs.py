# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs of hingekit, started from Python and as commands."""
from __future__ import annotations

import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from typing import Any, Callable, List, Mapping, Optional, Union

Path = Union[str, "os.PathLike[str]"]
#: what the wheel brings: every tool in one program, chosen by the name by which it is called
TOOLS = pathlib.Path(__file__).parent / "bin" / "hinge-tools"


class Error(Exception):
    """What hingekit refused. str(error) says where, what was found, what was expected, what to do.

    .status       "USAGE" (options, settings), "INPUT" (files), "WRITE", "INTERRUPTED", ...
    .reason       a code of docs/reasons.md if it is about a file or recording, such as "UNREADABLE"
    .code         a code of the statistics, such as "E_OPTION"
    .exit_status  of the program; 0 if none ran"""

    def __init__(self, message: str, status: str = "", reason: str = "", code: str = "", exit_status: int = 0):
        super().__init__(message)
        self.status, self.reason, self.code, self.exit_status = status, reason, code, exit_status


class Page(str):
    """A page as HTML; a notebook shows it."""

    def _repr_html_(self) -> str:
        return f'<iframe srcdoc="{html.escape(self)}" width="100%" height="700" style="border:0"></iframe>'


def executable(name: str) -> str:
    """The program of a tool: that of the wheel, or on the PATH."""
    found = str(TOOLS) if TOOLS.exists() else shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"{name} is not on the PATH: install the wheel of hingekit, or build the tools")
    return found


def main() -> None:
    """The entry point of every tool."""
    name = pathlib.Path(sys.argv[0]).stem
    os.execv(executable(name), [name, *sys.argv[1:]])


def assignments(settings: Mapping[str, Any]) -> List[str]:
    """Settings as --set takes them: filter.fc_slow=5."""
    pairs = []
    for key, value in settings.items():
        if isinstance(value, Mapping):
            pairs += [f"{key}.{name}={one}" for name, one in value.items()]
        else:
            pairs.append(f"{key}={value}")
    return pairs


def notebook_line() -> Callable[[str], None]:
    """Shows a line in the notebook that this runs in, each in the place of the last; elsewhere nothing."""
    ipython = sys.modules.get("IPython")
    if ipython is None or ipython.get_ipython() is None:
        return lambda line: None
    shown = ipython.display.display({"text/plain": "hingekit"}, raw=True, display_id=True)

    def show(line: str) -> None:
        shown.update({"text/plain": line}, raw=True)

    return show


def place(path: pathlib.Path) -> str:
    """A path as a word of a command: "-x" is no option."""
    return f"./{path}" if str(path).startswith("-") else str(path)


def call(name: str, words: List[str], progress: Callable[[str], None]) -> str:
    """Runs a tool and returns its output. Stages and what is done of them go to progress; notes become warnings."""
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder, "log.json")
        messages: List[str] = []
        stage = ""
        with open(os.path.join(folder, "out"), "w+", encoding="utf-8") as out:
            process = subprocess.Popen([name, *words, "--run-log", str(log)], executable=executable(name), stdout=out,
                                       env={**os.environ, "HINGE_PROGRESS": "lines"}, stderr=subprocess.PIPE, encoding="utf-8", errors="replace")
            assert process.stderr is not None
            try:
                for line in process.stderr:
                    text = line[len(name) + 2:] if line.startswith(f"{name}: ") else line
                    if re.match(r"\d+/\d+ ", text):
                        stage = text.rstrip()
                        progress(stage)
                    elif re.match(r"\[[# ]{24}\] +\d+ %|step \d+  ", line):
                        progress(f"{stage} {line.rstrip()}".lstrip())
                    elif text is line and messages:  # a command to paste, below its message
                        messages[-1] += "\n" + line.rstrip()
                    else:
                        messages.append(text.rstrip())
            except BaseException:
                process.terminate()
                raise
            finally:
                process.stderr.close()
                process.wait()
            out.seek(0)
            text = out.read()
        ended = json.loads(log.read_text(encoding="utf-8")) if log.exists() else {}
    if process.returncode not in (0, 4):  # 4: some recordings were refused
        last = messages.pop() if messages else f"{name} ended with {process.returncode}"
    for message in messages:
        warnings.warn(message, stacklevel=3)
    if process.returncode not in (0, 4):
        raise Error(last, ended.get("status", ""), ended.get("reason", ""), ended.get("code", ""), process.returncode)
    return text


def run(folder: Path, *, output: Optional[Path] = None, again: bool = False, threads: int = 0,
        progress: Optional[Callable[[str], None]] = None, **settings: Any) -> pathlib.Path:
    """Runs the study of a folder of recordings, from the files to the report, and returns the folder
    with results.h5, report.html, tables/ and figures/. Only what changed is done again.

    folder    with study.ini; without one it is written first, as hinge-run --new does, and trials.csv, too:
              check that list, as it has what the names of files say
    output    another folder for all output
    again     every step, changed or not
    threads   0: one per processor
    progress  gets a line as each stage begins; a notebook shows it by itself
    settings  of study.ini: run(folder, run={"baseline": "none"}, filter={"fc_slow": 5})

    Recordings that are refused, and notes, become warnings. Error: what could not be done."""
    shown = progress or notebook_line()
    path, pairs = pathlib.Path(folder), assignments(settings)
    if path.is_dir() and not (path / "study.ini").exists():
        call("hinge-run", ["--new", place(path), *(f"--set={pair}" for pair in pairs if pair.startswith("ingest."))], shown)
    words = [place(path), f"--threads={threads}", *(f"--set={pair}" for pair in pairs), *(["--again"] if again else [])]
    said = call("hinge-run", [*words, f"--output={os.fspath(output)}"] if output is not None else words, shown)
    page = re.search(r"^report +(.+)$", said, re.MULTILINE)
    assert page is not None, said
    return pathlib.Path(page[1]).parent


def report(results: Path, **options: str) -> Page:
    """The report of a folder that run() returned, or of results.h5 with options of hinge-report:
    report("results.h5", filter="group=trained"), report("results.h5", sheet="", participant="p001")."""
    path = pathlib.Path(results)
    if path.is_dir() and not options:
        return Page((path / "report.html").read_text(encoding="utf-8"))
    words = [f"--{key}={value}" if value else f"--{key}" for key, value in options.items()]
    return Page(call("hinge-report", [place(path / "results.h5" if path.is_dir() else path), *words], notebook_line()))
