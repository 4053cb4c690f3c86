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


_P, _N, _S = c_void_p, c_size_t, c_char_p
_FUNCTIONS = {  # what each returns (int unless it is given here) and takes
    "init": (c_int, _P), "status_name": (_S, c_int), "reason_name": (_S, c_int), "warning_names": (_S, c_uint64, _S, _N),
    **{f"{kind}_find": (c_int, _S) for kind in ("landmark", "component", "unit", "family")},
    **{f"{kind}_name": (_S, c_int) for kind in ("landmark", "component", "unit", "family")},
    "config_init": (None, _P), "config_clear": (None, _P), "config_assign": (c_int, _P, _S, _P),
    "recording_init": (c_int, _P, _N, c_double, _S, c_int, _P), "recording_clear": (None, _P),
    "recording_set_image": (None, _P),
    "recording_add": (c_int, _P, c_int, c_int, c_int, np.ctypeslib.ndpointer(np.float64, 1, flags="C"), _P),
    "trial_info_init_sized": (None, _P, _N), "trial_info_set": (c_int, _P, _S, _S, _P),
    "measure": (c_int, POINTER(_Request), POINTER(_P), _P), "measurement_free": (None, _P),
    "measurement_tier": (c_char, _P), "measurement_warnings": (c_uint64, _P), "measurement_standing": (_S, _P),
    "measurement_reps": (_N, _P), "measurement_struct_size": (_N, _S), "measurement_fault_id": (_S, _P, _N),
    **{f"measurement_{name}": (_S, _N) for name in ("metric_id", "metric_unit", "phase_id")},
    "measurement_rep": (c_int, _P, _N, POINTER(_Rep), _P), "measurement_fault": (c_int, _P, _N, _S, POINTER(_Fault), _P),
    "measurement_value": (c_int, _P, _N, _S, _S, POINTER(c_double), POINTER(c_int), _P)}


def _library() -> ctypes.CDLL:
    bundled = pathlib.Path(__file__).parent / "lib" / "libhinge.so"
    lib = ctypes.CDLL(str(bundled) if bundled.exists() else "libhinge.so.0")
    for name, (returned, *taken) in _FUNCTIONS.items():
        function = getattr(lib, f"hinge_{name}")
        function.restype, function.argtypes = returned, taken
    for name, struct in ("error", _Error), ("measure_request", _Request), ("measured_rep", _Rep), ("measured_fault", _Fault):
        if lib.hinge_measurement_struct_size(name.encode()) != ctypes.sizeof(struct):
            raise ImportError("libhinge.so is of another version than this package: install both from one wheel")
    return lib


def _call(name: str, *args: Any) -> None:
    """A function that may fail."""
    error = _Error()
    status = getattr(_lib, f"hinge_{name}")(*args, byref(error))
    if status != 0:
        raise Error(error.message.decode(), _lib.hinge_status_name(status).decode(),
                    _lib.hinge_reason_name(error.reason).decode(), (error.code or b"").decode())


def _all(name: str, *first: Any) -> List[str]:
    """What a function of the library lists by an index, up to its NULL."""
    found: List[str] = []
    while (one := getattr(_lib, f"hinge_measurement_{name}")(*first, len(found))) is not None:
        found.append(one.decode())
    return found


_lib = _library()
_call("init")
_UNITS = dict(zip(_all("metric_id"), _all("metric_unit")))


def _find(kind: str, name: str) -> int:
    number: int = getattr(_lib, f"hinge_{kind}_find")(name.encode())
    if not getattr(_lib, f"hinge_{kind}_name")(number):
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
        """The same rows: why a metric is missing; "OK" where it is not."""
        wanted = list(_UNITS) if metrics is None else list(metrics)
        codes = self._values(phase, wanted, 1)
        return codes.apply(lambda column: column.map(_reason))

    def faults(self) -> pd.DataFrame:
        """A row per repetition and fault: state (None: refused), severity, threshold and margin in the fault's
        unit, time_s, reason."""
        rows = []
        for rep in range(self._n):
            for name in _all("fault_id", self._handle):
                _call("measurement_fault", self._handle, rep, name.encode(), byref(found := _Fault()))
                state: str = found.state.decode()
                rows.append((rep + 1, name, state if state != "refused" else None, found.severity, found.threshold,
                             found.margin, found.time_s, _reason(found.reason)))
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
        names, of, error, ask = [name.encode() for name in metrics], phase.encode(), _Error(), _lib.hinge_measurement_value
        for rep in range(self._n):
            for at, name in enumerate(names):
                if ask(self._handle, rep, name, of, byref(value), byref(reason), byref(error)) != 0:
                    _call("measurement_value", self._handle, rep, name, of, byref(value), byref(reason))
                found[rep, at] = reason.value if what else value.value
        return pd.DataFrame(found, columns=metrics)


def _reason(code: float) -> str:
    return _lib.hinge_reason_name(int(code)).decode() or "OK"


def _warnings(bits: int) -> List[str]:
    names: bytes = _lib.hinge_warning_names(bits, ctypes.create_string_buffer(4096), 4096)
    return names.decode().split()


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
