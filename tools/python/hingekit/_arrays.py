# SPDX-License-Identifier: GPL-3.0-or-later
"""hinge/measure.h on arrays, by ctypes. Names of landmarks, units and reasons come from the library."""
from __future__ import annotations

import ctypes
import pathlib
import weakref
from ctypes import POINTER, byref, c_bool, c_char, c_char_p, c_double, c_int, c_size_t, c_uint64, c_void_p
from typing import Any, Iterable, List, Mapping, Optional, Union

import numpy as np
import pandas as pd

from ._programs import Error, assignments


class _Error(ctypes.Structure):
    _fields_ = [("status", c_int), ("reason", c_int), ("message", c_char * 1024), ("code", c_char_p)]


class _Request(ctypes.Structure):
    _fields_ = [("size", c_size_t), ("recording", c_void_p), ("info", c_void_p), ("config", c_void_p),
                ("standing", c_void_p), ("allow_inferred", c_bool)]


class _Rep(ctypes.Structure):
    _fields_ = [*((name, c_double) for name in ("desc_start_s", "desc_end_s", "asc_start_s", "asc_end_s")),
                *((name, c_bool) for name in ("floor", "complete", "valid")), ("warnings", c_uint64)]


class _Fault(ctypes.Structure):
    _fields_ = [("state", c_char_p), ("reason", c_int),
                *((name, c_double) for name in ("severity", "threshold", "margin", "time_s"))]


def _library() -> ctypes.CDLL:
    bundled = pathlib.Path(__file__).parent / "lib" / "libhinge.so"
    lib = ctypes.CDLL(str(bundled) if bundled.exists() else "libhinge.so.0")
    doubles = np.ctypeslib.ndpointer(np.float64, 1, flags="C")
    returns = {
        c_char_p: "status_name reason_name measurement_standing measurement_metric_id measurement_metric_unit "
                  "measurement_phase_id measurement_fault_id warning_names",
        c_size_t: "measurement_struct_size measurement_reps", c_char: "measurement_tier",
        c_uint64: "measurement_warnings",
        None: "config_init config_clear recording_clear recording_set_image trial_info_init_sized measurement_free"}
    for kind, names in returns.items():
        for name in names.split():
            lib[f"hinge_{name}"].restype = kind
    takes = {
        "recording_init": [c_void_p, c_size_t, c_double, c_char_p, c_int, c_void_p],
        "recording_add": [c_void_p, c_int, c_int, c_int, doubles, c_void_p],
        "trial_info_init_sized": [c_void_p, c_size_t], "trial_info_set": [c_void_p, c_char_p, c_char_p, c_void_p],
        "config_assign": [c_void_p, c_char_p, c_void_p], "warning_names": [c_uint64, c_char_p, c_size_t],
        "measurement_metric_id": [c_size_t], "measurement_metric_unit": [c_size_t], "measurement_phase_id": [c_size_t],
        "measurement_fault_id": [c_void_p, c_size_t], "measurement_rep": [c_void_p, c_size_t, POINTER(_Rep), c_void_p],
        "measurement_value": [c_void_p, c_size_t, c_char_p, c_char_p, POINTER(c_double), POINTER(c_int), c_void_p],
        "measurement_fault": [c_void_p, c_size_t, c_char_p, POINTER(_Fault), c_void_p],
        **{f"measurement_{name}": [c_void_p] for name in ("tier", "warnings", "standing", "reps", "free")}}
    for name, types in takes.items():
        lib[f"hinge_{name}"].argtypes = types
    for name, struct in ("error", _Error), ("measure_request", _Request), ("measured_rep", _Rep), ("measured_fault", _Fault):
        if lib.hinge_measurement_struct_size(name.encode()) != ctypes.sizeof(struct):
            raise ImportError("libhinge.so is of another version than this package: install both from one wheel")
    _check(lib, lib.hinge_init(byref(error := _Error())), error)
    return lib


def _check(lib: ctypes.CDLL, status: int, error: _Error) -> None:
    if status != 0:
        raise Error(error.message.decode(), lib.hinge_status_name(status).decode(),
                    lib.hinge_reason_name(error.reason).decode(), (error.code or b"").decode())


_lib = _library()


def _all(name: str, *first: Any) -> List[str]:
    """What a function of the library lists by an index, up to its NULL."""
    found: List[str] = []
    while (one := _lib[f"hinge_measurement_{name}"](*first, len(found))) is not None:
        found.append(one.decode())
    return found


_UNITS = dict(zip(_all("metric_id"), _all("metric_unit")))
_PHASES = _all("phase_id")


def _call(name: str, *args: Any) -> None:
    error = _Error()
    _check(_lib, _lib[f"hinge_{name}"](*args, byref(error)), error)


def _find(kind: str, name: str) -> int:
    number = int(_lib[f"hinge_{kind}_find"](name.encode()))
    if number < 0 or (kind != "landmark" and not _lib[f"hinge_{kind}_name"](number)):
        raise Error(f'no {kind} "{name}": docs/formats.md lists them', "USAGE")
    return number


def _struct(name: str) -> Any:
    return (c_uint64 * (_lib.hinge_measurement_struct_size(name.encode()) // 8 + 1))()


class Measured:
    """One recording, measured. Repetitions are rows, numbered from 1.

    .tier      "A", "B" or "C": what the landmarks can show
    .standing  what the zero of angles comes from: "calibration", "standing", ...; "": there is none
    .warnings  codes of docs/reasons.md"""

    def __init__(self, handle: c_void_p):
        self._handle = handle
        weakref.finalize(self, _lib.hinge_measurement_free, handle)
        self.tier: str = _lib.hinge_measurement_tier(handle).decode()
        self.standing: str = _lib.hinge_measurement_standing(handle).decode()
        self.warnings = _warnings(_lib.hinge_measurement_warnings(handle))
        self._n: int = _lib.hinge_measurement_reps(handle)

    def reps(self, phase: str = "rep", metrics: Optional[Iterable[str]] = None) -> pd.DataFrame:
        """A row per repetition: times in seconds, and metrics of a phase ("descent", "hold", "ascent",
        "rep"), all unless named. .attrs["units"] has the unit of each. Error: no such phase or metric."""
        wanted = list(_UNITS) if metrics is None else list(metrics)
        frame = pd.concat([self._times(), self._values(phase, wanted, 0)], axis=1)
        frame.attrs["units"] = {name: _UNITS[name] for name in wanted}
        return frame

    def reasons(self, phase: str = "rep", metrics: Optional[Iterable[str]] = None) -> pd.DataFrame:
        """The same rows: why a metric is missing; "" where it is not."""
        wanted = list(_UNITS) if metrics is None else list(metrics)
        codes = self._values(phase, wanted, 1)
        return codes.apply(lambda column: column.map(lambda code: _lib.hinge_reason_name(int(code)).decode()))

    def faults(self) -> pd.DataFrame:
        """A row per repetition and fault: state, severity, threshold and margin in the fault's unit, time_s, reason."""
        rows = []
        for rep in range(self._n):
            for name in _all("fault_id", self._handle):
                _call("measurement_fault", self._handle, rep, name.encode(), byref(found := _Fault()))
                rows.append((rep + 1, name, found.state.decode(), found.severity, found.threshold, found.margin,
                             found.time_s, _lib.hinge_reason_name(found.reason).decode()))
        return pd.DataFrame(rows, columns=["rep", "fault", "state", "severity", "threshold", "margin", "time_s", "reason"])

    def _times(self) -> pd.DataFrame:
        rows = []
        for rep in range(self._n):
            _call("measurement_rep", self._handle, rep, byref(found := _Rep()))
            rows.append([rep + 1, *(getattr(found, name) for name, _ in _Rep._fields_[:-1]), _warnings(found.warnings)])
        return pd.DataFrame(rows, columns=["rep", *(name for name, _ in _Rep._fields_)])

    def _values(self, phase: str, metrics: List[str], what: int) -> pd.DataFrame:
        """Numbers (what 0) or the codes of their reasons (1)."""
        found, value, reason = np.empty((self._n, len(metrics))), c_double(), c_int()
        names, of, error = [name.encode() for name in metrics], phase.encode(), _Error()
        ask, handle = _lib.hinge_measurement_value, self._handle
        for rep in range(self._n):
            for at, name in enumerate(names):
                if ask(handle, rep, name, of, byref(value), byref(reason), byref(error)) != 0:
                    _check(_lib, error.status, error)
                found[rep, at] = reason.value if what else value.value
        return pd.DataFrame(found, columns=metrics)


def _warnings(bits: int) -> List[str]:
    return _lib.hinge_warning_names(bits, ctypes.create_string_buffer(4096), 4096).decode().split()


def measure_arrays(landmarks: Mapping[str, Any], rate_hz: float, units: str, up: str, family: str, image: bool,
                   scores: Mapping[str, Any], standing: Optional[Measured], allow_inferred: bool,
                   settings: Mapping[str, Any], columns: Mapping[str, Union[str, float]]) -> Measured:
    """hingekit.measure."""
    arrays = {name: np.asarray(values, np.float64) for name, values in landmarks.items()}
    arrays.update((f"{name} score", np.asarray(values, np.float64)) for name, values in scores.items())
    frames = {len(values) for values in arrays.values() if values.ndim > 0}
    if len(frames) != 1 or any(a.ndim not in (1, 2) or (a.ndim == 2 and a.shape[1] not in (2, 3)) for a in arrays.values()):
        shapes = ", ".join(f"{name} {values.shape}" for name, values in arrays.items())
        raise ValueError(f"expected shapes (frames, 3), (frames, 2) or (frames,) with one number of frames, found: {shapes}")
    recording, info, config, handle = _struct("recording"), _struct("trial_info"), _struct("config"), c_void_p()
    cells = {name: str(value).encode() for name, value in columns.items()}  # info points into them
    _lib.hinge_config_init(config)
    try:
        _call("recording_init", recording, frames.pop(), rate_hz, up.encode(), _find("family", family))
        if image:
            _lib.hinge_recording_set_image(recording)
        for name, values in arrays.items():
            landmark, _, score = name.partition(" ")
            parts = ["x", "y", "z"] if values.ndim == 2 else [score or "angle"]
            unit = units if values.ndim == 2 else "unknown" if score else "deg"
            for part, one in zip(parts, np.ascontiguousarray(np.atleast_2d(values.T))):
                _call("recording_add", recording, _find("landmark", landmark), _find("component", part),
                      _find("unit", unit), one)
        _lib.hinge_trial_info_init_sized(info, _lib.hinge_measurement_struct_size(b"trial_info"))
        for name, cell in cells.items():
            _call("trial_info_set", info, name.encode(), cell)
        for pair in assignments(settings):
            _call("config_assign", config, pair.encode())
        request = _Request(ctypes.sizeof(_Request), *(ctypes.addressof(one) for one in (recording, info, config)),
                           standing._handle if standing is not None else None, allow_inferred)
        _call("measure", byref(request), byref(handle))
        return Measured(handle)
    finally:
        _lib.hinge_recording_clear(recording)
        _lib.hinge_config_clear(config)
