# SPDX-License-Identifier: GPL-3.0-or-later
"""results.h5, as hinge-analyze writes it, in pandas and xarray. Nothing is computed here; docs/files.md
describes the file."""
from __future__ import annotations

import os
import tempfile
from typing import Any, Iterable, Optional, Union

import h5py
import numpy as np
import pandas as pd
import xarray as xr

from ._programs import call

SCHEMA_VERSION = 2
#: columns of /trials that say whose a repetition is, and of the list that say under what
KEYS = ["trial_id", "participant", "group", "session", "task", "cue", "trial", "role", "tier"]
LISTED = ["load_kg", "side", "rater", "cond_order", "mass_kg"]
#: columns of a list that tell no repetitions apart
REMARKS = {"id", "file", "note", "notes", "comment", "comments", "copy_of", "other_group", "retest"}


def open_file(path: Union[str, "os.PathLike[str]"]) -> h5py.File:
    """results.h5, opened. ValueError: a file of another kind or of a later version."""
    file = h5py.File(path, "r")
    kind = _text(file.attrs.get("hinge_schema", b""))
    version = int(file.attrs.get("hinge_schema_version", 0))
    if kind != "results":
        file.close()
        found = f"a {kind} file" if kind else "another HDF5 file"
        raise ValueError(f"{path}: expected results.h5, found {found}; "
                         "write one: hinge-analyze study.h5 -o results.h5")
    if version != SCHEMA_VERSION:
        file.close()
        raise ValueError(f"{path} was made by another hingekit (layout {version}; this one reads {SCHEMA_VERSION}): "
                         "run hinge-analyze again, or update the package hingekit")
    return file


class Results:
    """One results.h5. Close it, or use it in a with statement."""

    def __init__(self, file: h5py.File):
        self.file = file
        reps = file["reps"]
        self._metric, self._phase, self._fault = (_texts(reps[n]) for n in ("metric", "phase", "fault"))
        self._trials: Optional[pd.DataFrame] = None
        self._own: Optional[pd.DataFrame] = None
        self._said: "Optional[dict[tuple[str, str], str]]" = None

    def __enter__(self) -> "Results":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.file.close()

    def table(self, name: str) -> pd.DataFrame:
        """A table of the file: trials, list, ledger, metrics, faults, parameters, agreement.
        .attrs["units"] has the unit of each column that has one."""
        group, columns, units = self.file[name], {}, {}
        for key in group:
            member = group[key]
            if member.attrs.get("CLASS") == b"DIMENSION_SCALE":
                continue
            label = _text(member.attrs.get("column", key))
            columns[label] = _texts(member) if member.dtype.kind == "S" else member[()]
            unit = _text(member.attrs.get("units", b""))
            if unit:
                units[label] = unit
        frame = pd.DataFrame(columns)
        frame.attrs["units"] = units
        return frame

    @property
    def source(self) -> str:
        """The builds that made the results and their study, in one line. Do not combine results of
        different builds."""
        by = (_text(self.file.attrs.get(name, "an unknown build")) for name in ("source", "study_source"))
        return " of a study by ".join(by)

    @property
    def trials(self) -> pd.DataFrame:
        """A row per recording, refused ones too, with status and reason."""
        if self._trials is None:
            self._trials = self.table("trials")
        return self._trials

    @property
    def metrics(self) -> pd.DataFrame:
        """id, unit, title, source of every metric."""
        return self.table("metrics")

    def reps(self, phase: str = "rep", metrics: Optional[Iterable[str]] = None) -> pd.DataFrame:
        """A row per repetition: whose it is and under what (load_kg, rater, columns of the list that
        vary within people), `used` ("1": in the page's means, else why not, as hinge-table says it),
        times, and metrics of a phase (all unless named). .attrs["units"] has the unit of each metric.
        KeyError: no such phase or metric."""
        wanted = self._metric if metrics is None else list(metrics)
        frame = self._keys()
        frame["used"] = self._used(frame)
        for name in ("desc_start_s", "desc_end_s", "asc_start_s", "asc_end_s", "rom_deg"):
            frame[name] = self.file["reps"][name][()]
        at = _place(self._phase, phase, "phase")
        data = {m: self.file["reps/value"][:, _place(self._metric, m, "metric"), at] for m in wanted}
        frame = pd.concat([frame, pd.DataFrame(data)], axis=1)
        units = dict(zip(self.metrics["id"], self.metrics["unit"]))
        frame.attrs["units"] = {m: units[m] for m in wanted}
        return frame

    def reasons(self, phase: str = "rep", metrics: Optional[Iterable[str]] = None) -> pd.DataFrame:
        """The same rows: why a metric is missing, as categories; OK where it is not."""
        wanted = self._metric if metrics is None else list(metrics)
        reason, at = self.file["reps/reason"], _place(self._phase, phase, "phase")
        data = {m: _coded(reason, reason[:, _place(self._metric, m, "metric"), at]) for m in wanted}
        return pd.concat([self._keys(), pd.DataFrame(data)], axis=1)

    def faults(self) -> pd.DataFrame:
        """A row per repetition and fault: state, severity, threshold, margin, time_s, reason."""
        reps, n = self.file["reps"], len(self._fault)
        frame = self._keys().loc[lambda keys: keys.index.repeat(n)].reset_index(drop=True)
        frame["fault"] = np.tile(self._fault, len(frame) // n if n else 0)
        for name in ("state", "severity", "threshold", "margin", "time_s", "reason"):
            member = reps["fault_" + name]
            values = member[()].reshape(-1)
            frame[name] = _coded(member, values) if "flag_meanings" in member.attrs else values
        return frame

    def curves(self, kind: str = "by_time") -> xr.DataArray:
        """Changes from standing in degrees [repetition, signal, percent]; kinds are the arrays
        of /waveforms. Coordinates of a repetition: participant, group, cue, …"""
        member, keys = self.file["waveforms"][kind], self._keys()
        where = {k: ("repetition", keys[k].to_numpy()) for k in keys}
        where["signal"] = ("signal", _texts(self.file["waveforms/signal"]))
        where["percent"] = ("percent", np.arange(member.shape[2]))
        return xr.DataArray(member[()], dims=("repetition", "signal", "percent"), coords=where,
                            name=kind, attrs={"units": _text(member.attrs["units"])})

    def _listed(self) -> pd.DataFrame:
        """Columns of the list for each recording: known keys, and the user's own that vary within people."""
        if self._own is None:
            trials, listed = self.trials, self.table("list")
            listed = listed.set_index("id").reindex(trials["trial_id"]).reset_index(drop=True)
            who = trials["participant"].to_numpy()
            names = [k for k in LISTED if k in listed] + [
                k for k in listed if k not in REMARKS and k not in LISTED and k not in trials and ":" not in k
                and listed[k].dtype == object and listed.groupby(who)[k].nunique().max() > 1]
            self._own = listed[names]
        return self._own

    def _used(self, keys: pd.DataFrame) -> pd.Series:
        """What the page's means use: the column used of hinge-table."""
        if self._said is None:
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "used.csv")
                call("hinge-table", ["-q", "reps", self.file.filename, "--phase", "rep", "--columns", "trial_id,rep,used",
                                     "--format", "csv", "-o", path], lambda line: None)
                said = pd.read_csv(path, dtype=str, keep_default_na=False)
            self._said = dict(zip(zip(said["trial_id"], said["rep"]), said["used"]))
        return pd.Series([self._said.get((t, str(r)), "") for t, r in zip(keys["trial_id"], keys["rep"])], index=keys.index)

    def _keys(self) -> pd.DataFrame:
        reps, trials = self.file["reps"], self.trials
        at = reps["trial"][()]
        keys = trials[[k for k in KEYS if k in trials]].iloc[at].reset_index(drop=True)
        keys = pd.concat([keys, self._listed().iloc[at].reset_index(drop=True)], axis=1)
        keys["rep"] = reps["rep"][()]
        for name in ("floor", "complete", "valid"):
            keys[name] = reps[name][()] == 1
        return keys


def _text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _texts(member: h5py.Dataset) -> "list[str]":
    """Characters [n][length], padded with NUL."""
    rows = np.ascontiguousarray(member[()])
    return [bytes(row).rstrip(b"\0").decode() for row in rows]


def _place(labels: "list[str]", name: str, what: str) -> int:
    if name not in labels:
        raise KeyError(f'no {what} "{name}": {", ".join(labels[:8])}{", …" if len(labels) > 8 else ""}')
    return labels.index(name)


def _coded(member: h5py.Dataset, values: "np.ndarray[Any, Any]") -> pd.Categorical:
    """Numbers by the names that the array gives them; others (refused) are missing."""
    names = _text(member.attrs["flag_meanings"]).split()
    codes = values.astype(np.int64)
    return pd.Categorical.from_codes(np.where(codes < len(names), codes, -1), categories=names)
