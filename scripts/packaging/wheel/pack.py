# SPDX-License-Identifier: GPL-3.0-or-later
"""pack.py FOLDER LICENCES TOOLS TIME VERSION PLATFORM OUT: the wheel of what is in FOLDER.

A wheel is a zip with METADATA, WHEEL, entry_points.txt, the licences and RECORD, which has the SHA-256
of every file. Names are sorted and all times are TIME, so that the same files give the same bytes."""
import base64
import hashlib
import pathlib
import sys
import time
import tomllib
import zipfile

folder, licences, tools = map(pathlib.Path, sys.argv[1:4])
date, version, platform, out = time.gmtime(int(sys.argv[4]))[:6], *sys.argv[5:8]
project = tomllib.loads((tools / "python/pyproject.toml").read_text())["project"]
info, tag = f"hingekit-{version}.dist-info", f"py3-none-{platform}"

files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
files |= {f"{info}/licenses/{path.name}": path.read_bytes() for path in licences.iterdir()}
lines = {
    "METADATA": ["Metadata-Version: 2.1", f"Name: {project['name']}", f"Version: {version}",
                 f"Summary: {project['description']}", f"License: {project['license']['text']}",
                 f"Requires-Python: {project['requires-python']}",
                 *(f"Requires-Dist: {need}" for need in project["dependencies"])],
    "WHEEL": ["Wheel-Version: 1.0", f"Generator: hingekit {version}", "Root-Is-Purelib: false", f"Tag: {tag}"],
    "entry_points.txt": ["[console_scripts]",
                         *(f"{path.stem} = hingekit._programs:main" for path in sorted(tools.glob("hinge-*.c")))],
}
files |= {f"{info}/{name}": ("\n".join(text) + "\n").encode() for name, text in lines.items()}
record = "".join("%s,sha256=%s,%d\n" % (
    name, base64.urlsafe_b64encode(hashlib.sha256(files[name]).digest()).rstrip(b"=").decode(), len(files[name]))
    for name in sorted(files)) + f"{info}/RECORD,,\n"

wheel = pathlib.Path(out) / f"hingekit-{version}-{tag}.whl"
with zipfile.ZipFile(wheel, "w") as archive:
    for name, data in [*sorted(files.items()), (f"{info}/RECORD", record.encode())]:
        member = zipfile.ZipInfo(name, date)
        member.external_attr = (0o100755 if "/bin/" in name or "/lib/" in name else 0o100644) << 16
        archive.writestr(member, data, zipfile.ZIP_DEFLATED, 9)
print(f"wrote {wheel.name}, {wheel.stat().st_size} bytes")
