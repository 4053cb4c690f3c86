# SPDX-License-Identifier: GPL-3.0-or-later
"""hinge-compare multiverse against an own computation: test_multiverse.sh.
    numbers: every specification, share and permutation p of tables made here, by enumerating all relabellings
    plain: every specification of a study against hinge-analyze and hinge-compare with those settings
    truth: a planted difference is found under every choice
    null: how often the curve's test rejects where there is nothing"""
import csv, itertools, json, math, random, statistics, subprocess, sys
from statistics import NormalDist, mean, median


def t_p(t, df):
    """Two-sided p of Student's t: the incomplete beta function by its continued fraction (Lentz)."""
    x = df / (df + t * t)
    a, b = df / 2, 0.5
    if x >= 1:
        return 1.0
    flip = x > (a + 1) / (a + b + 2)
    if flip:
        a, b, x = b, a, 1 - x
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) / a
    c, d, h = 1.0, 1 / (1 - (a + b) * x / (a + 1)), 0.0
    h = d
    for m in range(1, 500):
        for n in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                  -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / (1 + n * d)
            c = 1 + n / c
            h *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return 1 - front * h if flip else front * h


def welch(x, y):
    a, b = statistics.variance(x) / len(x), statistics.variance(y) / len(y)
    df = (a + b) ** 2 / (a * a / (len(x) - 1) + b * b / (len(y) - 1))
    return mean(x) - mean(y), math.sqrt(a + b), df


def left(v, by):
    """What a straight line over `by` leaves of v."""
    mv, mb = mean(v), mean(by)
    slope = sum((a - mv) * (b - mb) for a, b in zip(v, by)) / sum((b - mb) ** 2 for b in by)
    return [a - mv - slope * (b - mb) for a, b in zip(v, by)]


def ancova(value, group, age):
    g, v = left(group, age), left(value, age)
    gg = sum(a * a for a in g)
    b = sum(a * c for a, c in zip(g, v)) / gg
    rss = sum((c - b * a) ** 2 for a, c in zip(g, v))
    df = len(v) - 3
    return b, math.sqrt(rss / df / gg), df


def outlying(values, rule):
    if rule == "keep":
        return set()
    m = median(values.values())
    limit = 3 * 1.4826 * median(abs(v - m) for v in values.values())
    return {p for p, v in values.items() if abs(v - m) > limit}


def aggregate(rows, rule):
    """{person: {condition: value}} of rows (p, c, rep, v)."""
    kept = {"all": lambda r: True, "median": lambda r: True, "without_first": lambda r: r >= 2,
            "first_3": lambda r: r <= 3}[rule]
    cells = {}
    for p, c, rep, v in rows:
        if kept(rep) and v is not None:
            cells.setdefault(p, {}).setdefault(c, []).append(v)
    way = median if rule == "median" else mean
    return {p: {c: way(v) for c, v in of.items()} for p, of in cells.items()}


def summary(fits, alpha=0.05):
    p = [t_p(abs(b / se), df) for b, se, df in fits]
    est = [f[0] for f in fits]
    z = sum(math.copysign(-NormalDist().inv_cdf(max(q, 1e-300) / 2), b) for q, b in zip(p, est))
    up = sum(q < alpha and b > 0 for q, b in zip(p, est))
    down = sum(q < alpha and b < 0 for q, b in zip(p, est))
    return abs(median(est)), max(up, down) / len(p), abs(z / math.sqrt(len(p)))


def run(*args):
    return json.loads(subprocess.run(["hinge-compare", "multiverse", *args, "--format", "json", "-q"], check=True,
                                     stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout)["results"]


def near(got, want, what, rel=1e-9):
    assert math.isclose(got, want, rel_tol=rel, abs_tol=1e-12), f"{what}: {got} is not {want}"


def check_curve(results, observed, fits_of, relabellings):
    """p by every relabelling against the Monte Carlo one."""
    names = ["median_estimate", "significant_share", "stouffer_z"]
    test = results["curve_test"]
    for name, value in zip(names, observed):
        near(abs(test[name]["observed"]), value, name)
    count = [0, 0, 0]
    total = 0
    for relabelled in relabellings:
        total += 1
        for k, value in enumerate(summary(fits_of(relabelled))):
            count[k] += value >= observed[k] * (1 - 1e-9)
    for k, name in enumerate(names):
        p, n = count[k] / total, test[name]["n_perm"]
        se = math.sqrt(p * (1 - p) / n)
        assert abs(test[name]["p"] - p) < 4 * se + 2 / n, f"{name}: p {test[name]['p']}, of all relabellings {p}"


def check_summary(results, rows):
    est = [r["estimate"] for r in rows]
    up = est[0] > 0
    near(results["median_estimate"], median(est), "median")
    near(results["same_direction"], mean((e > 0) == up for e in est), "same direction")
    near(results["beyond_zero"], mean(r["ci_low"] > 0 if up else r["ci_high"] < 0 for r in rows), "beyond zero")
    total = sum((e - mean(est)) ** 2 for e in est)
    for choice, said in results["choices"].items():
        of = {}
        for r in rows:
            of.setdefault(r[choice], []).append(r["estimate"])
        between = sum(len(v) * (mean(v) - mean(est)) ** 2 for v in of.values())
        near(said["share_of_variance"], between / total, choice, 1e-6)
        near(said["estimate_range"], max(map(mean, of.values())) - min(map(mean, of.values())), choice, 1e-6)


def check_row(row, fit, n):
    b, se, df = fit
    near(row["estimate"], b, row)
    near(row["p"], t_p(abs(b / se), df), row, 1e-7)
    # the interval holds what the test of it would not reject
    near(t_p(abs((row["ci_low"] - b) / se), df), 0.05, row, 1e-7)
    near((row["ci_low"] + row["ci_high"]) / 2, b, row)
    assert row["n"] == n, row


def numbers():
    rng = random.Random(4)
    people = [f"p{i}" for i in range(12)]
    group = {p: "ab"[i % 2] for i, p in enumerate(people)}
    age = {p: round(rng.uniform(20, 60), 1) for p in people}
    rows = []
    for p in people:
        own = rng.gauss(2 if group[p] == "a" else 0.5, 1) + (9 if p == "p3" else 0) + 0.02 * age[p]
        for way in "uv":
            for hz in "64":
                bias = (0.7 * rng.gauss(0, 1) if way == "v" else 0) + (0.2 if hz == "4" else 0)
                for rep in range(1, 6):
                    v = None if (p, way) == ("p5", "v") else round(own + bias + rng.gauss(0, 0.6), 4)
                    rows.append((p, way, hz, rep, v))
    with open("groups.csv", "w", newline="") as f:
        w = csv.writer(f)
        w.writerow(["p", "g", "age", "way", "hz", "rep", "v"])
        w.writerows([p, group[p], age[p], way, hz, rep, "" if v is None else v] for p, way, hz, rep, v in rows)
    results = run("groups.csv", "--outcome", "v", "--group", "g", "--participant", "p", "--choices", "way,hz",
                  "--covariate-sets", "none,age")
    got = results["specifications"]
    assert len(got) == 2 * 2 * 4 * 2 * 2, len(got)
    specs = []
    for r in got:
        of = aggregate([(p, "", rep, v) for p, way, hz, rep, v in rows if (way, hz) == (r["way"], r["hz"])],
                       r["repetitions"])
        values = {p: c[""] for p, c in of.items()}
        out = outlying(values, r["outliers"])
        specs.append(({p: v for p, v in values.items() if p not in out}, r["covariates"]))
    assert any(len(s[0]) < 11 for s in specs), "nobody is outlying: this tests nothing"

    def fits(label):
        all = []
        for values, covariates in specs:
            if covariates == "none":
                all.append(welch([v for p, v in values.items() if label[p] == "a"],
                                 [v for p, v in values.items() if label[p] == "b"]))
            else:
                all.append(ancova(list(values.values()), [float(label[p] == "a") for p in values],
                                  [age[p] for p in values]))
        return all

    for row, fit, (values, _) in zip(got, fits(group), specs):
        check_row(row, fit, len(values))
    check_summary(results, got)
    labels = ({p: "a" if i in first else "b" for i, p in enumerate(people)}
              for first in itertools.combinations(range(12), 6))
    check_curve(results, summary(fits(group)), fits, labels)
    print(f"groups: {len(got)} specifications and their permutation test agree")


def conditions():
    rng = random.Random(9)
    people = [f"q{i}" for i in range(9)]
    rows = []
    for p in people:
        own, effect = rng.gauss(0, 3), rng.gauss(0.8, 1)
        for way in "uv":
            for c in ("none", "cue"):
                for rep in range(1, 5):
                    rows.append((p, c, way, rep, round(own + effect * (c == "cue") * (1.4 if way == "v" else 1) +
                                                       rng.gauss(0, 0.7), 4)))
    with open("conditions.csv", "w", newline="") as f:
        w = csv.writer(f)
        w.writerow(["p", "c", "way", "rep", "v"])
        w.writerows(rows)
    results = run("conditions.csv", "--outcome", "v", "--condition", "c", "--order", "cue,none", "--participant", "p",
                  "--choices", "way", "--covariate-sets", "none,age", "--outliers", "keep")
    got = results["specifications"]
    assert len(got) == 8 and results["compared"] == ["cue", "none"], results["compared"]
    assert any(r["choice"] == "covariates" and "do not vary" in r["why"] for r in results["left_out"])
    specs = []
    for r in got:
        of = aggregate([(p, c, rep, v) for p, c, way, rep, v in rows if way == r["way"]], r["repetitions"])
        specs.append({p: v["cue"] - v["none"] for p, v in of.items()})

    def fits(sign):
        return [(mean(d), statistics.stdev(d) / math.sqrt(len(d)), len(d) - 1)
                for d in ([sign[p] * v for p, v in s.items()] for s in specs)]

    ones = dict.fromkeys(people, 1)
    for row, fit in zip(got, fits(ones)):
        check_row(row, fit, 9)
    check_summary(results, got)
    check_curve(results, summary(fits(ones)), fits,
                (dict(zip(people, s)) for s in itertools.product((1, -1), repeat=9)))
    print(f"conditions: {len(got)} specifications and their permutation test agree")


def plain(study, kept, document):
    results = json.load(open(document))["results"]
    made = {}
    for row in results["specifications"]:
        key = row["lumbar_definition"], row["zero"]
        if key not in made:
            made[key] = f"plain{len(made)}.h5"
            subprocess.run(["hinge-analyze", study, "-o", made[key], "-q", "--set", f"lumbar.def={key[0]}", "--set",
                            f"stand.zero={key[1]}"], check=True)
        adjusted = row["covariates"] != "none"
        rule = {"all": kept, "first_3": kept + "&rep<=3", "median": kept}[row["repetitions"]]
        args = ["hinge-compare", "ancova" if adjusted else "between", made[key], "--outcome", "lumbar_excursion_deg",
                "--phase", "rep", "--group", "group", "--filter", rule, "--format", "json", "-q", "--permutation", "none"]
        args += ["--covariate", row["covariates"]] if adjusted else []
        args += ["--aggregate", "median"] if row["repetitions"] == "median" else []
        out = json.loads(subprocess.run(args, check=True, stdout=subprocess.PIPE).stdout)["results"]
        want = next(iter(out["contrasts"]["group"].values())) if adjusted else out["welch"]
        sign = 1 if not adjusted or next(iter(out["contrasts"]["group"])).startswith("sedentary") else -1
        near(row["estimate"], sign * want["estimate" if adjusted else "mean_diff"], row)
        near(row["ci_high"] - row["ci_low"], want["ci_high"] - want["ci_low"], row)
        near(row["p"], want["p"], row, 1e-7)
        assert row["n"] == out["n_participants"] - out["n_participants_dropped"], row
    print(f"plain: {len(results['specifications'])} specifications of {len(made)} analyses agree")


def truth(list, document):
    results = json.load(open(document))["results"]
    group = {}
    for r in csv.DictReader(open(list)):
        if r["cue"] == "none":
            group.setdefault(r["group"], {}).setdefault(r["participant"], []).append(float(r["lumbar_fraction"]))
    true = {g: mean(mean(v) for v in people.values()) for g, people in group.items()}
    true = true["sedentary"] - true["trained"]
    for row in results["specifications"]:
        assert abs(row["estimate"] - true) < 0.02, (row, true)
    assert results["same_direction"] == results["beyond_zero"] == 1
    assert results["curve_test"]["stouffer_z"]["p"] < 0.01
    print(f"truth: {len(results['specifications'])} estimates within 0.02 of the planted difference")


def null():
    rng = random.Random(11)
    studies, rejected = 200, [0, 0, 0]
    for study in range(studies):
        with open("null.csv", "w") as f:
            f.write("p,g,way,rep,v\n")
            for i in range(14):
                own = rng.expovariate(1)
                for way in "uvw":
                    bias = rng.gauss(0, 0.5)
                    for rep in range(1, 5):
                        f.write(f"p{i},{'ab'[i % 2]},{way},{rep},{own + bias + rng.gauss(0, 0.5):.4f}\n")
        test = run("null.csv", "--outcome", "v", "--group", "g", "--participant", "p", "--choices", "way", "--n-perm",
                   "199", "--seed", str(study + 1))["curve_test"]
        for k, name in enumerate(test):
            rejected[k] += test[name]["p"] <= 0.05
    for k in rejected: # 10 expected; 99.9 % of binomial counts are within
        assert 1 <= k <= 21, rejected
    print(f"null: rejected {rejected} of {studies}")


{"numbers": numbers, "conditions": conditions, "plain": plain, "truth": truth, "null": null}[sys.argv[1]](*sys.argv[2:])
