#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of hinge-view against the tables: view_values.py RESULTS FOLDER

Every value is that of hinge-table reps, every verdict that of hinge-table faults, every time that of the
phases. What is drawn is what was measured: angles between the drawn segments, and distances between the
drawn points, are the curves. A threshold is drawn as far from the curve as the severity is from its threshold."""
import base64, csv, io, json, math, pathlib, re, subprocess, sys

results, folder = sys.argv[1], pathlib.Path(sys.argv[2])
METRICS = {'From the spine': ('descent', 'lumbar_fraction', 100), 'Lumbar flexion': ('descent', 'lumbar_excursion_deg', 1),
           'Hip flexion': ('descent', 'hip_excursion_deg', 1), 'Depth': ('descent', 'total_excursion_deg', 1),
           'Trunk lean': ('descent', 'trunk_excursion_deg', 1), 'Trunk on thigh': ('descent', 'trunk_thigh_excursion_deg', 1),
           'Backward share of hip travel': ('rep', 'hinge_index', 100), 'Backward hip travel': ('rep', 'hip_posterior_ll', 100),
           'Knee flexion': ('descent', 'knee_excursion_deg', 1), 'Descent': ('descent', 'duration_s', 1), 'Ascent': ('ascent', 'duration_s', 1),
           'Smoothness (SPARC)': ('descent', 'sparc', 1)}
# units that readers see in percent
READERS = {'LL': ('% of leg length', 100), 'FL': ('% of foot length', 100), 'TL': ('% of trunk length', 100)}
STATES = ['absent', 'below', 'above', 'present']
counted = dict(values=0, verdicts=0, percents=0, times=0, angles=0, distances=0, thresholds=0)


def table(*options):
    text = subprocess.run(['hinge-table', *options, '--format', 'csv'], check=True, capture_output=True, text=True).stdout
    return list(csv.DictReader(io.StringIO(text)))


def number(text):
    return float(text) if text else math.nan


def same(a, b, what, step=2e-6):
    if not (math.isnan(a) and math.isnan(b)) and not abs(a - b) <= step * max(1, abs(b)):
        sys.exit(f'{what}: the page has {a}, the table {b}')


def unpack(data, n, step):
    halves = [h for byte in base64.b64decode(data) for h in (byte & 15, byte >> 4)]
    out, at, last, trend = [], 0, 0, 0
    for _ in range(n):
        z = shift = 0
        while True:
            half = halves[at]
            at += 1
            z |= (half & 7) << shift
            shift += 3
            if half < 8:
                break
        if z:
            z -= 1
            trend += (z >> 1) ^ -(z & 1)
            last += trend
        out.append(last * step if z or shift == 3 and half else math.nan)
    return out


trials = table('trials', results, '--columns', 'all')
reps, faults = table('reps', results, '--columns', 'all'), table('faults', results, '--by', 'trial_id,rep')
key = lambda t: tuple(t[k] for k in ('participant', 'session', 'task', 'cue', 'trial'))
ids = {key(t): t['trial_id'] for t in trials}
rows = {(ids[key(r)], r['rep'], r['phase']): r for r in reps}
verdicts = {(v['trial_id'], v['rep'], v['fault']): v for v in faults}
pages = sorted(p for p in folder.glob('*.html') if p.name != 'index.html')
for page in pages:
    d = json.loads(re.search(r'id="data">(.*?)</script>', page.read_text(), re.S)[1])
    where = d['id']
    wanted = {r for t, r, _ in rows if t == where}
    if {str(r['n']) for r in d['reps']} | {str(r['number']) for r in d['rejected'] if 'number' in r} != wanted:
        sys.exit(f'{where}: other repetitions')
    for r in d['reps']:
        n = str(r['n'])
        for column, value in zip(d['values'], r['values']):
            phase, metric, times = METRICS[column['name']]
            same(math.nan if value is None else value, times * number(rows.get((where, n, phase), {}).get(metric, '')), f'{where} {n} {metric}', 1e-5)
            counted['values'] += 1
        for phase, a, b in (('descent', 0, 1), ('ascent', 2, 3)):
            row = rows.get((where, n, phase), {})
            for at, name in ((a, 'start_s'), (b, 'end_s')):
                if r['t'][at] is not None and row.get(name):
                    same(r['t'][at], number(row[name]), f'{where} {n} {phase} {name}', 6e-5)
                    counted['times'] += 1
        for fault, state, severity, margin, when, window in r['faults']:
            v = verdicts[where, n, d['faults'][fault]['id']]
            if STATES[state] != v['state']:
                sys.exit(f'{where} {n} {v["fault"]}: {STATES[state]}, not {v["state"]}')
            unit, times = READERS.get(v['unit'], ('', 1))
            if unit and d['faults'][fault]['unit'] != unit:
                sys.exit(f'{where} {v["fault"]}: {d["faults"][fault]["unit"]}, not {unit}')
            times = 100 if d['faults'][fault]['unit'] == '%' and v['unit'] == '1' else times
            same(severity, times * number(v['severity']), f'{where} {n} {v["fault"]}', 1e-5)
            same(margin, times * number(v['margin']), f'{where} {n} margin of {v["fault"]}', 1e-4)
            counted['percents'] += times > 1
            if v['time_s']:
                same(when, number(v['time_s']), f'{where} {n} moment of {v["fault"]}', 6e-4)
            low, high = r['windows'][window]
            if not low - .1 <= when <= high + .1:
                sys.exit(f'{where} {n} {v["fault"]}: measured at {when}, looked for from {low} to {high}')
            counted['verdicts'] += 1
    # the body
    total = sum(n for _, n in d['pieces'])
    x = [unpack(p['x'], total, 1) for p in d['points']]
    y = [unpack(p['y'], total, 1) for p in d['points']]
    spot = lambda c, q, i: c[q][i] if isinstance(q, int) else sum(c[k][i] for k in q) / len(q)
    full = {s['id']: unpack(s['data'], d['full']['n'], s['step']) for s in d['full']['signals']}
    clock = [start + i / d['rate_hz'] for start, n in d['pieces'] for i in range(n)]
    at_frames = lambda s: [full[s['id']][round((t - d['full']['start']) * d['full']['hz'])] for t in clock] if s['id'] in full else unpack(s['data'], total, s['step'])
    for s in d['signals']:
        shape, data = s.get('shape'), at_frames(s)
        worst = 0
        for i in range(total if shape else 0):
            if 'arm' in shape:
                def lean(name):
                    if not name:
                        return 0
                    a, b, turn = d['axes'][name]
                    return math.degrees(math.atan2(spot(x, b, i) - spot(x, a, i), spot(y, b, i) - spot(y, a, i))) + turn
                drawn = lean(shape['arm']) - lean(shape['base'])
                off = abs((drawn - data[i] + 180) % 360 - 180)
                off = min(off, abs((-drawn - data[i] + 180) % 360 - 180)) if shape['down'] else off
                counted['angles'] += 1
            else:
                goes = spot(x, shape['to'], i) - spot(x, shape['from'], i) - shape['zero']
                off = abs(goes - shape['per'] * (data[i] - (s['zero'] if s['id'] in ('hip_posterior', 'knee_travel') else 0)))
                counted['distances'] += 1
            if not math.isnan(off):
                worst = max(worst, off)
        if worst > (2.5 if shape and 'arm' in shape else 4):
            sys.exit(f'{where}: {s["id"]} is drawn {worst:.1f} {"degrees" if "arm" in shape else "steps"} off its curve')
    curves = {s['id']: (at_frames(s), s['zero'], 2.5 if s['unit'] == '°' else 3) for s in d['signals']}
    for r in d['reps']:
        for fault, _, severity, _, when, _ in r['faults']:
            row = d['faults'][fault]
            base = row.get('base', 'standing')
            if 'limit' not in row or severity is None or base not in ('standing', 'itself'):
                continue
            curve, standing, near = curves[row['signal']]
            seen = curve[min(round(when * d['rate_hz']), total - 1)] - (standing if base == 'standing' else 0)
            drawn = row['limit'] + row.get('slope', 1) * (severity - row['threshold'])
            if abs(seen - drawn) > near + .1 * abs(row['limit']):  # the severity may be a mean around the moment
                sys.exit(f'{where} {r["n"]} {row["id"]}: {seen:.3f} on the curve, {drawn:.3f} by the drawn threshold')
            counted['thresholds'] += 1
print(len(pages), 'pages;', ', '.join(f'{n} {what}' for what, n in counted.items()))
if not pages or min(counted.values()) == 0:
    sys.exit('nothing to compare')
