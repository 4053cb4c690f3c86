#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every table, figure and format with every option: the option changes what is written, or it is
# refused with one line that names who takes it. None is accepted and then ignored.
set -uo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
failed=0
fail() { echo "$*"; failed=1; }

# a person with inferred markers, one with a repetition cut short, one with a single repetition,
# one seen by an observer; angles that came with a recording
hinge-simulate -q -n 8 --reps 4 --rate 30 --seed 3 --format csv -o raw || exit 1
for f in raw/p002/*.csv; do head -n 430 "$f" >short.csv && mv short.csv "$f"; done
for f in raw/p003/*.csv; do head -n 240 "$f" >short.csv && mv short.csv "$f"; done
awk -F, -v OFS=, 'NR == 1 { print $0, "markers", "age", "label:lumbar_rounding"; next }
    { print $0, ($2 == "p001" ? "inferred" : ""), 20 + NR, NR % 2 }' raw/trials.csv >raw/list.csv
hinge-ingest -q raw/list.csv -o s.h5 2>/dev/null || exit 1
hinge-analyze -q --allow-inferred s.h5 -o r.h5 2>/dev/null || exit 1
hinge-compare cues -q r.h5 -o cues.json 2>/dev/null || exit 1
hinge-compare groups -q r.h5 --filter cue=none -o groups.json 2>/dev/null || exit 1
printf 'dowel = Stab\ntrained = trainiert\nlumbar_fraction = Anteil\nreason = Grund\nvariable = Was\ngroup = Gruppe\nsection = Teil\nmean = Mittel\ntier = Stufe\nstep = Schritt\noutcome = Mass\ncue = Hinweis\n' >words
printf 'table.ids = yes\n' >ids

alike() { # FILE FILE: texts, without a process, of which there are enough here
    local one other
    mapfile one <"$1" && mapfile other <"$2"
    [ "${one[*]}" = "${other[*]}" ]
}
# what an option did: acts, refused or nothing
judge() { # BASE-FILE COMMAND...
    local base=$1 rc lines
    shift
    "$@" >out 2>said
    rc=$?
    mapfile -t lines <said
    if [ "$rc" -eq 2 ] && [ ${#lines[@]} -eq 1 ] && [ ! -s out ]; then
        did=refused
    elif [ "$rc" -eq 0 ] || [ "$rc" -eq 3 ]; then
        if [ "$rc" -eq 0 ] && alike out "$base"; then did=nothing; else did=acts; fi
    else
        did="exit $rc: ${lines[0]-}"
    fi
}
is() { # acts or refused, COMMAND...
    judge /dev/null "${@:2}"
    [ "$did" = "$1" ]
}

options=('--by session' '--filter participant=p004' '--phase ascent' --allow-inferred --all-reps --allow-single --wide
    '--stat median_iqr' '--stat n_pct' '--digits 7' '--label words' '--label ids')
tables="cues faults flow groups missing participants provenance quality ratios reps sensitivity
    summary trials variability waveforms"
# the whole walk is that of the ordinary build
[ -z "${HINGE_SANITIZED-}" ] || tables="faults reps summary"
# Of tables in one call, each below its name, an option changes those that take it; the others are asked alone.
together=$(echo "${tables/groups/}" | sed 's/cues//' | xargs | tr ' ' ,)
hinge-table "$together" r.h5 --format markdown >whole
declare -A changed
for option in "${options[@]}"; do
    # shellcheck disable=SC2086
    hinge-table "$together" r.h5 --format markdown $option >out 2>said || continue
    while read -r table; do changed[$table,$option]=yes; done < <(awk '
        /^[*][*][a-z]*[*][*]$/ { table = $0; gsub("[*]", "", table) }
        FNR == NR { line[table, ++lines[table]] = $0; next }
        line[table, ++seen[table]] != $0 { changed[table] }
        END { for (table in lines) if (table in changed || lines[table] != seen[table]) print table }' whole out)
done
[ ${#changed[@]} -gt 25 ] || fail "of tables together ${#changed[@]} changed"
for table in $tables; do
    case $table in cues | groups) file=$table.json ;; *) file=r.h5 ;; esac
    for format in markdown csv; do
        hinge-table "$table" "$file" --format $format >base.$format 2>/dev/null || fail "$table: no base"
    done
    read -r first <base.csv
    first=${first%%,*}
    for option in "${options[@]}" "--columns $first" "--sort -$first"; do
        [ -z "${changed[$table,$option]-}" ] || continue
        # shellcheck disable=SC2086 # several words
        set -- $option
        judge base.markdown hinge-table "$table" "$file" --format markdown "$@"
        # what readers' columns don't show, everything does
        [ "$did" = nothing ] && judge base.csv hinge-table "$table" "$file" --format csv "$@"
        # rows that are in that order already
        [ "$option,$did" = "--sort -$first,nothing" ] &&
            judge base.csv hinge-table "$table" "$file" --format csv --sort "$first"
        case $table,$option,$did in
        # what is there to change is not among the columns that this cohort has here
        *,acts | *,refused) ;;
        missing,--all-reps,nothing | missing,--digits*,nothing) ;;
        flow,--sort*,nothing) ;;
        *) fail "hinge-table $table $option: $did" ;;
        esac
    done
done
# a phase of metrics in the filter, and of none
is acts hinge-table faults r.h5 --filter 'lumbar_fraction>0.2' --phase ascent ||
    fail "faults: phase of a metric"
is refused hinge-table faults r.h5 --filter participant=p004 --phase ascent ||
    fail "faults: phase of nothing"
# of several tables an option is for those that take it
hinge-table trials,summary r.h5 --by group --stat median_iqr >out 2>said || fail "$(cat said)"
grep -q 'median' out || fail "no medians of two tables"
is refused hinge-table trials,flow r.h5 --wide || fail "wide of nobody"
grep -qx 'hinge-table: --wide: none of the tables trials,flow takes it; summary does' said || fail "$(cat said)"
# a metric is no column of a table of recordings
is refused hinge-table trials r.h5 --columns lumbar_fraction || fail "metric of trials"
# nothing missing of somebody is an answer, nobody is none
hinge-table missing r.h5 --filter participant=p004 --columns lumbar_fraction >out || fail "missing of one"
grep -q 'Nothing is missing' out || fail "$(cat out)"
# words and digits where a format has none
for format in csv tsv json text sav; do
    hinge-table summary r.h5 --format $format >base 2>/dev/null
    for option in "--label words" "--digits 7" "--label ids"; do
        view=summary
        [ "$format $option" = "sav --label ids" ] && continue # has names and labels of each column anyway
        # of text only faults and outcomes are in words
        [ "$format $option" = "text --label ids" ] && view=faults && hinge-table $view r.h5 --format $format >base 2>/dev/null
        # shellcheck disable=SC2086
        judge base hinge-table $view r.h5 --format $format $option
        [ "$did" = nothing ] && cmp -s out base && # also beyond a byte of zero
            fail "$format $option: $did"
    done
done
is refused hinge-compare cues r.h5 --apa --format csv || fail "sentences as csv"

figures="agreement bins forest loops map overview paired prevalence stick tiles waveforms"
for figure in $figures; do
    own=()
    case $figure in
    overview | stick) own=(--study s.h5) ;;
    agreement) own=(--by cue --levels "none,dowel") ;;
    esac
    hinge-plot "$figure" r.h5 "${own[@]}" >base 2>/dev/null || fail "$figure: no base"
    while read -r option; do
        case "${own[*]} " in *"${option%% *} "*) continue ;; esac
        # shellcheck disable=SC2086
        set -- $option
        hinge-plot "$figure" r.h5 "${own[@]}" "$@" >out 2>said
        rc=$?
        mapfile -t lines <said
        case $rc,${#lines[@]} in
        0,*) alike out base && case $figure,$option in
            # four repetitions by themselves, people with one among them or not; the first
            # whole repetition of the first recording
            *,--all-reps | *,--allow-single | *,--allow-inferred | stick,"--rep 1") ;;
            *) fail "hinge-plot $figure $option does nothing" ;;
            esac ;;
        2,1) ;;
        3,1) ;; # such as a figure of one person
        *) fail "hinge-plot $figure $option: $(cat said)" ;;
        esac
    done <<'END'
--by session
--levels trained,sedentary
--filter participant=p004
--phase ascent
--columns hip_excursion_deg
--mdc 0.08
--trial p004_1_bodyweight_hinge_none_1
--rep 2
--study s.h5
--events nowhere.csv
--allow-inferred
--all-reps
--allow-single
--width 85
--dpi 100
--title Figure
END
done

# a report and a sheet, each with what it has (a minimal detectable change and a margin need more people than are here)
hinge-report -q r.h5 --facts -o base.json 2>/dev/null || fail "report: no base"
hinge-report -q r.h5 --participant p004 --sheet -o base.html 2>/dev/null || fail "sheet: no base"
while read -r page option; do
    # shellcheck disable=SC2086
    case $page in
    report) hinge-report -q r.h5 --facts $option -o out 2>said ;;
    sheet) hinge-report -q r.h5 --participant p004 --sheet $option -o out 2>said ;;
    esac
    rc=$?
    case $page in report) base=base.json ;; sheet) base=base.html ;; esac
    [ "$rc" -eq 0 ] || fail "$page $option: exit $rc: $(cat said)"
    if cmp -s out "$base"; then fail "$page $option does nothing"; fi
    rm -f out
done <<'END'
report --filter participant!=p004
report --baseline dowel
report --order trained,sedentary
report --study s.h5
report --allow-inferred
report --all-reps
report --allow-single
report --title X
sheet --baseline dowel
END

for option in "--by group" "--order trained,sedentary" "--title X"; do
    # shellcheck disable=SC2086
    is refused hinge-report r.h5 --participant p004 --sheet $option -o s.html ||
        fail "sheet $option"
done
is refused hinge-report -q r.h5 --code K || fail "report --code"

# labels of nothing are named, with what is near; those of other tables are not. Sentences of the sheet are known, too
printf 'lumbar_fracton = Anteil\ndowel = Stab\nprevalence = Anteil\n' >slip
printf 'sheet.title = So\nsheet.tilte = So\nback_unfurl.short = Rücken\nNO_HEAD = Kopf\n' >words
said() { "$@" 2>&1 >/dev/null | grep -c 'nothing here is called'; }
[ "$(said hinge-table summary r.h5 --label slip --format html)" = 1 ] || fail "slip in a table"
hinge-table summary r.h5 --label slip --format html 2>&1 >/dev/null |
    grep -qx 'hinge-table: slip: nothing here is called "lumbar_fracton"; did you mean "lumbar_fraction"?' ||
    fail "what is near"
[ "$(said hinge-plot bins r.h5 -q --label slip)" = 1 ] || fail "slip in a figure"
[ "$(said hinge-report r.h5 --participant p004 --sheet --label slip)" = 1 ] || fail "slip in a sheet"
[ "$(said hinge-report r.h5 --participant p004 --sheet --label words)" = 1 ] || fail "slip in sentences"
[ "$(said hinge-table cues cues.json --label slip --format html)" = 1 ] || fail "slip in a document"
exit $failed
