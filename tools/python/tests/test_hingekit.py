# SPDX-License-Identifier: GPL-3.0-or-later
"""HINGE_RESULTS is a results.h5, HINGE_TABLES a folder with what hinge-table wrote of it:
reps.csv (--columns all), faults.csv (--by trial_id,rep), waveforms.csv, all with."""
import os
import pathlib
import re

import numpy as np
import pandas as pd
import pytest

import hingekit

TABLES = pathlib.Path(os.environ["HINGE_TABLES"])


@pytest.fixture(name="results")
def fixture_results():
    with hingekit.read(os.environ["HINGE_RESULTS"]) as results:
        yield results


def test_every_metric_of_every_repetition_is_that_of_the_table(results):
    table = pd.read_csv(TABLES / "reps.csv", low_memory=False, float_precision="round_trip")
    seen = 0
    for phase in ("descent", "hold", "ascent", "rep"):
        mine, theirs = results.reps(phase), table[table["phase"] == phase].reset_index(drop=True)
        assert len(mine) == len(theirs) > 0
        assert list(mine["participant"]) == list(theirs["participant"])
        assert list(mine["rep"]) == list(theirs["rep"])
        for metric in results.metrics["id"]:
            np.testing.assert_array_equal(mine[metric].to_numpy(), theirs[metric].to_numpy(float), metric)
            seen += int(mine[metric].notna().sum())
    assert seen > 1000


def test_repetitions_have_the_keys_of_the_list_and_who_is_used(results):
    listed, mine = results.table("list").set_index("id"), results.reps("rep", [])
    keys = [k for k in ("load_kg", "side", "rater", "cond_order", "mass_kg", "system") if k in listed]
    for key in keys:
        assert list(mine[key].astype(str)) == list(listed.loc[mine["trial_id"], key].astype(str)), key
    assert "note" not in mine and set(keys) <= set(results.curves().coords)
    table = pd.read_csv(TABLES / "reps.csv", dtype=str, keep_default_na=False)
    assert list(mine["used"]) == list(table[table["phase"] == "rep"]["used"])


def test_reasons_are_given_where_a_value_is_missing(results):
    values, why = results.reps("descent"), results.reasons("descent")
    for metric in results.metrics["id"]:
        assert list(values[metric].isna()) == list(why[metric] != "OK"), metric
    assert why["lumbar_fraction"].dtype == "category"


def test_units_are_those_of_the_metrics(results):
    units = results.reps("descent", ["lumbar_excursion_deg", "lumbar_fraction"]).attrs["units"]
    assert units == {"lumbar_excursion_deg": "deg", "lumbar_fraction": "1"}


def test_faults_are_a_row_per_repetition_and_fault(results):
    faults = results.faults()
    assert len(faults) == len(results.reps("rep", [])) * len(results.table("faults"))
    assert set(faults["state"].dropna()) <= {"absent", "below", "above", "present"}
    judged = faults[faults["state"].notna()]
    # a second condition makes absent what is over the threshold, and says so
    above = (judged["severity"] > judged["threshold"]) & (judged["reason"] != "ALSO_NOT_MET")
    assert list(above) == list(judged["state"].isin(["above", "present"]))
    assert faults["reason"].isin(["OK", "ALSO_NOT_MET"]).equals(faults["state"].notna())


def test_curves_have_the_means_of_the_table(results):
    curves = results.curves()
    table = pd.read_csv(TABLES / "waveforms.csv")
    row = table[(table["signal"] == "hip_flex") & (table["percent"] == 50)].iloc[0]
    mine = curves.sel(signal="hip_flex", percent=50)
    mine = mine[(mine["participant"] == row["participant"]) & (mine["cue"] == row["cue"]) & mine["valid"]]
    assert float(mine.astype(float).mean()) == pytest.approx(row["mean"], abs=1e-4)


def test_other_files_and_names_are_refused(results, tmp_path):
    with pytest.raises(KeyError, match='no metric "lumbar"'):
        results.reps("descent", ["lumbar"])
    with pytest.raises(KeyError, match='no phase "down"'):
        results.reps("down")
    import h5py

    h5py.File(tmp_path / "x.h5", "w").close()
    with pytest.raises(ValueError, match="another HDF5 file"):
        hingekit.read(tmp_path / "x.h5")


def test_one_line_says_which_builds_made_the_results_and_their_study(results):
    build = r"[0-9.]+ \(build [0-9a-f]{8}\)"
    assert re.fullmatch(f"hinge-analyze {build} of a study by hinge-ingest {build}", results.source)
