# SPDX-License-Identifier: GPL-3.0-or-later
"""HINGE_STUDY is a folder of recordings, HINGE_EXPECTED what hinge-run writes of a copy of it on the
command line."""
import os
import pathlib
import re
import shutil
import sys
import threading
import warnings

import numpy as np
import pandas as pd
import pytest

import hingekit

EXPECTED = pathlib.Path(os.environ["HINGE_EXPECTED"])


@pytest.fixture(name="study")
def fixture_study(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(os.environ["HINGE_STUDY"], "study")
    return "study"


def test_a_run_writes_the_bytes_of_the_command_line(study):
    stages = []
    results = hingekit.run(study, progress=stages.append)
    assert str(results) == "study/results"
    assert list(dict.fromkeys(stage.split()[1] for stage in stages)) == [
        "ingest:", "analyze:", "compare:", "tables:", "figures:", "report:"]
    assert any(re.match(r"1/6 ingest: … \[#{24}\] 100 %  20/20", stage) for stage in stages)
    names = sorted(path.relative_to(EXPECTED) for path in EXPECTED.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(results) for path in results.rglob("*") if path.is_file())
    different = [str(name) for name in names if (results / name).read_bytes() != (EXPECTED / name).read_bytes()]
    assert len(names) > 40 and set(different) <= {"run-state.txt"}  # which has the times of files
    assert hingekit.report(results) == (EXPECTED / "report.html").read_text(encoding="utf-8")
    hingekit.run(study, progress=stages.append)
    assert stages[-1] == "6/6 report: nothing has changed"


def test_settings_are_those_of_study_ini(study):
    results = hingekit.run(study, output="other", filter={"fc_slow": 5}, **{"run.figures": "none"})
    assert str(results) == "other"
    assert "fc_slow = 5\n" in (results / "config.ini").read_text(encoding="utf-8")
    assert not list(results.glob("figures/*.svg"))
    with hingekit.read("other") as read:
        assert read.table("parameters").set_index("key").loc["filter.fc_slow", "value"] == "5"


def test_what_is_refused_has_its_code(study):
    with pytest.raises(hingekit.Error, match="unknown key; did you mean baseline") as caught:
        hingekit.run(study, run={"baselin": "none"})
    assert (caught.value.status, caught.value.reason, caught.value.exit_status) == ("USAGE", "", 2)
    pathlib.Path("only").mkdir()
    pathlib.Path("only/trials.csv").write_text("file,participant\ngone.csv,p1\n", encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(hingekit.Error, match="^only/gone.csv: No such file") as caught:
            hingekit.run("only")
    assert (caught.value.status, caught.value.reason, caught.value.exit_status) == ("INPUT", "UNREADABLE", 3)
    with open("study/trials.csv", "a", encoding="utf-8") as rows:
        rows.write("gone.csv,p099" + 12 * "," + "\n")
    with pytest.warns(UserWarning, match="gone.csv"):
        hingekit.run(study)


def test_a_notebook_shows_the_page_and_the_stages(study, capsys):
    assert hingekit.Page("<p>1 < 2</p>")._repr_html_().startswith('<iframe srcdoc="&lt;p&gt;1 &lt; 2')
    pytest.importorskip("IPython")
    from IPython.core.interactiveshell import InteractiveShell

    InteractiveShell.instance()
    try:
        hingekit.run(study)
    finally:
        InteractiveShell.clear_instance()
    assert "6/6 report: …" in capsys.readouterr().out


def landmarks_of(path):
    frame = pd.read_csv(path, float_precision="round_trip")
    return {name[:-2]: frame[[name[:-1] + axis for axis in "xyz"]].to_numpy() for name in frame if name.endswith("_x")}


def test_arrays_have_the_numbers_of_the_same_recording_in_a_study():
    bent = landmarks_of(pathlib.Path(os.environ["HINGE_STUDY"], "p005/bodyweight_hinge_none_1.csv"))
    measured = hingekit.measure(bent, 30)
    seen = 0
    with hingekit.read(EXPECTED) as results:
        units, ids = results.metrics.set_index("id")["unit"], results.table("trials")["trial_id"]
        recording = next(one for one in ids if one.startswith("p005") and "none" in one)
        for phase in ("descent", "hold", "ascent", "rep"):
            mine, theirs = measured.reps(phase), results.reps(phase).query("trial_id == @recording")
            assert list(mine["rep"]) == list(theirs["rep"]) == [1, 2, 3]
            for name in ["desc_start_s", "asc_end_s", *units.index]:
                if not name.startswith("matched_"):  # the depth that the person reached in other recordings, too
                    np.testing.assert_array_equal(mine[name].to_numpy(), theirs[name].to_numpy(), name)
                    seen += int(mine[name].notna().sum())
            assert mine.attrs["units"] == units.to_dict()
            why = measured.reasons(phase)
            assert all((mine[name].isna() == (why[name] != "OK")).all() for name in units.index)
        mine, theirs = measured.faults(), results.faults().query("trial_id == @recording")
        assert list(mine["fault"]) == list(theirs["fault"])
        assert list(mine["state"].fillna("")) == list(theirs["state"].astype(object).fillna(""))
        assert list(mine["reason"]) == list(theirs["reason"])
        np.testing.assert_array_equal(mine["severity"].to_numpy(), theirs["severity"].to_numpy())
    assert seen > 500 and measured.tier == "B" and measured.standing == "standing"


def test_arrays_in_other_units_side_views_settings_and_threads():
    bent = landmarks_of(pathlib.Path(os.environ["HINGE_STUDY"], "p005/bodyweight_hinge_none_1.csv"))
    metric = ("descent", ["lumbar_excursion_deg"])
    metres = hingekit.measure(bent, 30).reps(*metric)["lumbar_excursion_deg"]
    millimetres = {name: 1000 * values for name, values in bent.items()}
    np.testing.assert_allclose(hingekit.measure(millimetres, 30, units="mm").reps(*metric)["lumbar_excursion_deg"], metres, 1e-9)
    turned = {name: values[:, [2, 0, 1]] for name, values in bent.items()}
    np.testing.assert_allclose(hingekit.measure(turned, 30, up="+z").reps(*metric)["lumbar_excursion_deg"], metres, 1e-9)
    filtered = hingekit.measure(bent, 30, settings={"filter": {"fc_slow": 3}}).reps(*metric)["lumbar_excursion_deg"]
    assert not np.allclose(filtered, metres)
    picture = {name: values[:, [2, 1]] * [1000, -1000] + 2000 for name, values in bent.items()}
    scores = {name: np.ones(len(values)) for name, values in bent.items()}
    seen = hingekit.measure(picture, 30, units="px", up="-y", image=True, family="spinepose", scores=scores, task="rdl")
    assert len(seen.reps()) == 3
    standing = hingekit.measure(bent, 30, standing=hingekit.measure(bent, 30))
    assert standing.standing == "calibration"
    found = []
    threads = [threading.Thread(target=lambda: found.append(hingekit.measure(bent, 30).reps(*metric))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(one["lumbar_excursion_deg"].equals(metres) for one in found) and len(found) == 4


def test_arrays_that_are_wrong_are_refused_with_their_reason():
    ones = np.ones((50, 3))
    with pytest.raises(ValueError, match=r"found: c7 \(50, 3\), l5 \(49, 3\)"):
        hingekit.measure({"c7": ones, "l5": ones[1:]}, 30)
    for names, columns, says in [({"c8": ones}, {}, 'no landmark "c8"'), ({"c7": ones}, {"facng": "+x"}, 'mean "facing"'),
                                 ({"c7": ones}, {"units": "inch"}, 'no unit "inch"'),
                                 ({"c7": ones}, {"settings": {"filter.x": 1}}, 'no key "filter.x"')]:
        with pytest.raises(hingekit.Error, match=says) as caught:
            hingekit.measure(names, 30, **columns)
        assert caught.value.status == "USAGE"
    with pytest.raises(hingekit.Error) as caught:
        hingekit.measure({"nose": ones}, 30)
    assert (caught.value.status, caught.value.reason) == ("INPUT", "INSUFFICIENT_LANDMARKS")


def test_the_commands_of_the_wheel_import_no_pandas():
    if not (pathlib.Path(hingekit.__file__).parent / "bin").exists():
        pytest.skip("not installed from a wheel")
    code = "import sys, hingekit._programs; sys.exit('pandas' in sys.modules or 'numpy' in sys.modules)"
    assert os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", code]) == 0


def test_the_name_of_a_folder_may_begin_with_a_dash(study):
    pathlib.Path(study).rename("-study")
    assert str(hingekit.run("-study")) == "-study/results"
