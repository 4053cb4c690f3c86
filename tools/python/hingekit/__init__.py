# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs hingekit and reads its results into pandas and xarray.

    import hingekit
    folder = hingekit.run("my-study")                        # as hinge-run does
    hingekit.report(folder)                                  # in a notebook: the page
    with hingekit.read(folder) as results:
        reps = results.reps("descent", ["lumbar_fraction"])  # a row per repetition
    measured = hingekit.measure({"c7": c7, "l5": l5, ...}, rate_hz=100, facing="+x")

The wheel brings the programs (hinge-run, hinge-table, ...) along. Numbers are those of the programs:
nothing is computed in Python."""
from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Mapping, Optional, Union

from ._programs import Error, Page, Path, report, run

if TYPE_CHECKING:  # NumPy and pandas are imported when they are needed: hinge-run needs neither
    from ._arrays import Measured
    from ._results import Results

__all__ = ["Error", "Page", "measure", "read", "report", "run"]


def read(results: Path) -> "Results":
    """Opens results.h5, or that of a folder that run() returned.

    Close it, or use it in a with statement. ValueError: a file of another kind or of a later version."""
    from ._results import Results, open_file

    path = os.fspath(results)
    return Results(open_file(os.path.join(path, "results.h5") if os.path.isdir(path) else path))


def measure(landmarks: Mapping[str, Any], rate_hz: float, *, units: str = "m", up: str = "+y",
            family: str = "markers", image: bool = False, scores: Optional[Mapping[str, Any]] = None,
            standing: Optional["Measured"] = None, allow_inferred: bool = False,
            settings: Optional[Mapping[str, Any]] = None,
            **columns: Union[str, float]) -> "Measured":
    """Measures one recording that is in memory, as hinge-analyze measures those of a study.

    landmarks   names of docs/formats.md ("c7", "hjc_r", ...) and their positions: arrays of shape
                (frames, 3) or, of a side view, (frames, 2), in `units`. An angle of another program
                ("hip_flex", ...) has the shape (frames,), in degrees. NaN is missing.
    rate_hz     frames per second
    units       of all positions: "m", "cm", "mm", "px" or "norm"
    up          the axis that points up: "+y", "+z", ...; "-y" in an image
    family      who found the landmarks: "markers", "openpose", "mediapipe", "kinect", "spinepose",
                "angles"
    image       the positions are those of an image: two-dimensional, y down
    scores      how sure a network was of a landmark, 0 to 1: arrays of shape (frames,)
    standing    a recording of the person in quiet standing that was measured before: the zero of
                angles. Without it, it is found in the recording itself
    allow_inferred  report spine and pelvis from markers that a network inferred
    settings    of study.ini: {"filter": {"fc_slow": 5}} or {"filter.fc_slow": 5}
    columns     what a trial list would say: facing="+x", task="rdl", side="r", mass_kg=71

    Error: the recording is refused (.reason says why), or a name or setting is wrong.
    ValueError: shapes that do not fit. Any number of threads may measure at once."""
    from ._arrays import measure_arrays

    return measure_arrays(landmarks, rate_hz, units, up, family, image, scores or {}, standing,
                          allow_inferred, settings or {}, columns)
