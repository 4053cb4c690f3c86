#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# What names of files and folders say: studies begun from folders of many kinds, and lists of a person's own in other
# letters, with other columns, to which recordings are added, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
hinge-simulate -q -n 3 --seed 5 --reps 3 --rate 25 --format trc-b --cue none --cue dowel -o rec
rm rec/truth.csv
mapfile -t one < <(printf '%s\n' rec/p00*/*.trc)
tree() { # name file...: a folder with these recordings, one after the other
    local file n=0
    name=$1
    shift
    for file; do
        mkdir -p "$name/$(dirname "$file")"
        cp "${one[$((n++ % ${#one[@]}))]}" "$name/$file"
    done
}
new() { # option...: what a new study of the folder says, and its list
    pin "$name" hinge-run --new "$name" "$@"
    [ ! -f "$name/trials.csv" ] || { cp "$name/trials.csv" "out/$name,trials.csv" && cp "$name/study.ini" "out/$name,study.ini"; }
}
tree levels T0/S01_S2_1.trc T0/S02_S2_1.trc T1/S01_S2_1.trc T1/S02_S2_1.trc
new
tree codes LBP_01_hinge_1.trc LBP_02_hinge_1.trc KG01_hinge_1.trc KG02_hinge_2.trc
new
tree gruppe "Gruppe A/P1/hinge_1.trc" "Gruppe A/P2/hinge_1.trc" "Gruppe B/P3/hinge_1.trc" "Gruppe B/P4/hinge_1.trc"
new
tree crossing alpha/P1_1.trc alpha/P2_1.trc beta/P1_1.trc beta/P2_1.trc gamma/P1_1.trc
new
tree every north/P1/s1/hinge_1.trc north/P2/s1/hinge_1.trc south/P1/s1/hinge_1.trc south/P2/s1/hinge_1.trc
new
tree weighed north/P1_8kg_1.trc north/P2_16kg_1.trc south/P1_8kg_1.trc south/P2_16kg_1.trc
new
tree bare 1/1.trc 1/2.trc 2/1.trc 2/2.trc 3/1.trc
new
tree middle Anna/links/vor_1.trc Anna/links/nach_1.trc Berta/rechts/vor_1.trc Berta/rechts/nach_1.trc
new
tree inner house/Anna/a1.trc house/Anna/a2.trc house/Berta/b1.trc house/Berta/b2.trc barn/Cora/c1.trc barn/Cora/c2.trc
new
tree mixed P1_none_1.trc P1_dowel_1.trc P2_none_1.trc P2_dowel_1.trc noname.trc sub/other_3.trc
cp mixed/P1_none_1.trc mixed/P3_none_1.trc
printf 'time,a\n0,1\n' >mixed/P4_none_1.csv
echo x >mixed/notes.docx
new
tree grouped trained/P1_1.trc trained/P2_1.trc P3_1.trc
new
tree pattern 2026-01-01/hinge_Anna.trc 2026-01-01/hinge_Berta.trc 2026-02-01/hinge_Anna.trc 2026-02-01/hinge_Berta.trc
new --set 'ingest.name={session}/hinge_{participant}.trc'
tree unfit a/hinge_Anna.trc b/Berta.trc
new --set 'ingest.name={session}/hinge_{participant}.trc'
tree max P1_toe_touch_1.trc P1_hinge_1.trc P1_warm_up_1.trc P{1..8}_standing.trc P2_hinge_1.trc P2_rdl_20kg_1.trc P2_rdl_22,5kg_2.trc
new
# more people, groups, cues and recordings of standing than are named; files of one movement; recordings of nobody
people=()
for i in {1..9}; do people+=("group$i/P${i}_standing.trc" "group$i/P${i}_rdl_1.trc"); done
tree many "${people[@]}"
new
tree twins P1_a_Sports2D_{m,px}_person00.trc P1_b_Sports2D_m_person00.trc P1_b_Sports2D_px_person01.trc P2_Sports2D_{m,px,angles}.trc P2_Sports2D.trc .hidden_1.trc
new
tree nobody rdl.trc squat.trc trained/P3_1.trc sedentary/P4_static.trc
new
tree nothing empty.trc && printf 'a,b\n1,2\n' >nothing/empty.csv && rm nothing/empty.trc
new
tree bytes $'P1_\xfc_1.trc' $'P2_\xe4_1.trc' Jürgen_1.trc
name=bytes && new
pin bytes,again hinge-run --new bytes
rm bytes/study.ini bytes/trials.csv bytes/P2*
pin bytes,one hinge-run --new bytes
# what only some recordings lack, and what all do; points of unknown names; a sensor a file
hinge-simulate -q -n 2 --seed 5 --reps 2 --rate 25 --cue none --format csv -o lab
tree lacking P1_1.trc P2_1.trc
for i in 3 4; do cut -d, -f2- lab/p001/*.csv >lacking/P${i}_1.csv; done
new
mkdir unnamed && for i in 1 2; do sed '1s/\([a-z0-9]*\)_\([xyz]\)\b/my\1_\2/g' lab/p002/*.csv >unnamed/P${i}_1.csv; done
name=unnamed && new
mkdir sensors && for i in pelvis thorax; do printf 'PacketCounter,SampleTimeFine,Quat_W,Quat_X,Quat_Y,Quat_Z\n1,0,1,0,0,0\n2,16667,1,0,0,0\n3,33334,1,0,0,0\n' >sensors/P1_$i.csv; done
name=sensors && new
# one patient's visits; a copy; a row that was corrected stays, and a new one follows it
tree family T0/hinge_1.trc T1/hinge_1.trc "T1/hinge_1 - Kopie.trc"
new
sed -i 's/family,/M1,/' family/trials.csv
mkdir family/T2 && cp "${one[4]}" family/T2/hinge_1.trc && cp "${one[4]}" "family/T2/hinge_1 (1).trc"
pin family,again hinge-run --new family
cp family/trials.csv out/family,list
# files of one film: what can be used, and has more points
tree film L01/hinge_1.trc R02/hinge_1.trc R02/hinge_2_m.trc R02/hinge_2_px.trc
cut -d, -f2- lab/p001/*.csv >film/L01/hinge_1_mediapipe.csv
sed '4s/toe_l/other/' "${one[0]}" >film/R02/hinge_1_openpose.trc
new
tree stages P1/vor/rdl_1.trc && mkdir stages/P1/nach && cut -d, -f2- lab/p001/*.csv >stages/P1/nach/rdl_1.csv
pin stages hinge-run --new stages
# a list of a person's own: letters, delimiters, columns
tree own P1_none_1.trc P1_dowel_1.trc P2_none_1.trc Jürgen_none_1.trc
grown() { # name of the list: a study of it, and the same again, which adds rows
    pin "own,$1" hinge-run --new "own/$1"
    pin "own,$1,again" hinge-run --new "own/$1"
    case $1 in latin* | letters*) letters=LATIN1 ;; UTF-16*) letters=${1%%.*} ;; *) letters=UTF-8 ;; esac
    { od -An -tx1 -N4 "own/$1" && iconv -f "$letters" -t UTF-8 "own/$1" | sed 's/\r$/ CR/'; } >"out/own,$1,list"
    [ ! -f own/trials-new.csv ] || cp own/trials-new.csv "out/own,$1,new"
    rm -f own/study.ini own/trials-new.csv "own/$1"
}
head='file;participant;cue;trial;load_kg'
printf '%s\nP1_none_1.trc;P1;none;1;2,5\nP2_none_1.trc;P2;none;1;\n' "$head" >own/semicolons.csv
grown semicolons.csv
printf '%s\r\nP1_none_1.trc;P1;none;1;2,5\r\nJürgen_none_1.trc;Jürgen;none;1;0' "$head" | iconv -f UTF-8 -t LATIN1 >own/latin.csv
grown latin.csv
for way in UTF-16LE UTF-16BE; do
    { printf '\357\273\277'; printf '%s\nP1_none_1.trc;P1;none;1;2,5\n' "$head"; } | iconv -f UTF-8 -t $way >own/$way.csv
    grown $way.csv
done
cp "${one[0]}" "own/患者_none_1.trc"
printf '%s\nP1_none_1.trc;P1;none;1;2,5\nJürgen_none_1.trc;Jürgen;none;1;0\n' "$head" | iconv -f UTF-8 -t LATIN1 >own/letters.csv
grown letters.csv
mkdir own/sub && cp "${one[1]}" own/sub/P1_none_1.trc && cp "${one[2]}" own/sub/P3_none_1.trc
printf 'Datei,participant,cue,trial\nsub\\P1_none_1.trc,P1,none,1\nP1_none_1.trc,P1,none,2\n' >own/back.csv
grown back.csv
printf 'file,participant,cue,trial\nsub\\P1_none_1.trc,P1,none,1\nP1_none_1.trc,P1,none,2\n,,,\nmissing.trc,P9,none,1\n' >own/back2.csv
grown back2.csv
printf '%s\nP1_none_1.trc;P1;none;1;2,5\nP2_none_1.trc;"P2;🦵";none;1;\n' "$head" | iconv -f UTF-8 -t UTF-16BE >own/UTF-16BE.bone.csv
cp "${one[0]}" "own/🦵_none_1.trc"
grown UTF-16BE.bone.csv
printf 'file\tparticipant\tload_kg\rsub\\P1_none_1.trc\tP1\t3.5\r' >own/returns.csv
grown returns.csv
for i in 1 2 3 4 5; do printf '%s,P%s\n' "${i}_gone.trc" $i; done | sed '1i file,participant\n./P1_none_1.trc,P1' >own/gone.csv
grown gone.csv
printf 'file;participant;session;trial;load_kg\r\nP1_none_1.trc;P1;;1;2,5\r\nJürgen_none_1.trc;"J;";;;0\r\nP2_none_1.trc;P2;;3;\r\n' | iconv -f UTF-8 -t LATIN1 >own/latin2.csv
pin own,latin2,first hinge-run --new own/latin2.csv
pin own,latin2,pattern hinge-run --new own/latin2.csv --set 'ingest.name={participant}_{session}_{trial}.trc'
rm -f own/trials-new.csv && grown latin2.csv
printf 'file,participant\nP1_none_1.trc,P1\nP2_none_1.trc,P2\n' >own/few.csv
grown few.csv
printf 'participant,sensor:pelvis,sensor:thorax\nP1,P1_none_1.trc,P1_dowel_1.trc\n' >own/sensors.csv
grown sensors.csv
printf 'file,participant,cue,trial\nP1_none_1.trc,P1,none,1\nP1_dowel_1.trc,P1,none,1\nP2_none_1.trc,P2,none,1\n' >own/edited.csv
pin own,edited hinge-run --new own/edited.csv
pin own,pattern hinge-run --new own/edited.csv --set 'ingest.name={participant}_{cue}_{trial}.trc'
cp own/edited.csv out/own,edited,list
pin own,pattern,again hinge-run --new own/edited.csv
# one cell that a pattern changes: in the list, or in one whose letters are made anew, beside it
mkdir -p one/felt && cp "${one[0]}" one/felt/P1_1.trc
for way in UTF-8 UTF-16LE; do
    printf '\xef\xbb\xbffile,participant,session,trial\nfelt/P1_1.trc,P1,,1\n' | iconv -f UTF-8 -t $way >one/$way.csv
    pin one,$way,first hinge-run --new one/$way.csv
    pin one,$way hinge-run --new one/$way.csv --set 'ingest.name={session}/{participant}_{trial}.trc'
    iconv -f $way -t UTF-8 one/$way.csv >out/one,$way,list
    rm one/$way.csv one/study.ini
done
# loads of a list with decimal commas; a study apart from its recordings, whose list is in it or not
mkdir loads apart && cp "${one[0]}" loads/P1_none_2,5kg_1.trc && cp "${one[1]}" loads/P1_none_22,5kg_2.trc
printf 'file;participant;cue;trial;load_kg\nP1_none_2,5kg_1.trc;P1;none;1;2,5\n' | tee loads/list.csv apart.csv >apart/mine.csv
pin loads hinge-run --new loads/list.csv
pin loads,again hinge-run --new loads/list.csv
cp loads/list.csv out/loads,list
for list in mine.csv ../apart.csv; do
    printf '[run]\nlist = %s\nfolder = ../loads\n' $list >apart/study.ini
    pin "apart,${list##*/}" hinge-run --new loads -o apart
    cat apart.csv apart/*.csv >"out/apart,${list##*/},lists"
done
# runs of studies whose list or folder is not what study.ini says
mv levels levels2
name=levels2
printf 'name,recording\nfoo,T0/S01_S2_1.trc\n' >levels2/mine.csv
rm levels2/trials.csv levels2/study.ini
new
pin run,list hinge-run --new levels2/mine.csv
pin run,file hinge-run --new levels2/T0/S01_S2_1.trc
pin run,long hinge-run --new "$(printf 'x%.0s' {1..300})"
pin run,ini hinge-run levels2
# recordings that are called 1, 2 and a: a table with such numbers is no list of them, one that names 1.trc or a is
mkdir numbers && for name in 1 2 a; do cp levels2/T0/S01_S2_1.trc "numbers/$name.trc"; sed -i "1s/[^\t]*$/$name/" "numbers/$name.trc"; done
i=0
for table in 'code,shoe\n1,42\n2,38\n' 'code,shoe\n1.trc,42\n' 'code,shoe\na,42\n'; do
    i=$((i + 1))
    rm -f numbers/trials.csv numbers/study.ini
    printf %b "$table" >numbers/shoes.csv
    pin numbers,$i hinge-run --new numbers
done
# folders of which not everything is a recording; lists that name files in another case, twice, or not at all
few() { # file...: small tables, no two alike
    local file
    for file; do
        mkdir -p "$(dirname "$file")"
        printf 'time,hjc_l_x,hjc_l_y\n0,%d,1\n0.1,2,3\n' $((few += 1)) >"$file"
    done
}
few=0
few kinds/a.csv kinds/sub/b.csv kinds/sub/a.csv kinds/sub/deep/a.csv kinds/c.csv kinds/results/d.csv
mkdir kinds/frames
for i in 1 2; do echo '{"people":[{"pose_keypoints_2d":['"$(printf '%d,2,0.9,' {1..16})"'17,3,0.9]}]}' >kinds/frames/f_$i.json; done
touch kinds/results/run-state.txt kinds/table.ods kinds/film.mp4 kinds/photo.JPG kinds/.hidden.csv kinds/notes.txt
echo '{"camera": 1}' >kinds/c.json
ln -s nowhere kinds/broken.csv
pin kinds hinge-ingest kinds -o kinds.h5
pin kinds,slash hinge-ingest kinds/sub/ -o kinds.h5
hinge-check -q kinds.h5 --show trials --format csv >out/kinds,trials
few listed/a.csv listed/b.csv listed/c.csv listed/d.csv listed/E.csv listed/ff.csv listed/g.csv
printf 'file,participant,role\na.csv,p1,\nb.csv,p2,unused\nnowhere.csv,p2,unused\nE.csv,p3,\n' >listed/list.csv
pin listed hinge-ingest listed -o listed.h5
printf 'file,participant\nA.csv,p1\nB.CSV,p2\nC.csv,p3\n' >listed/list.csv
pin cased,3 hinge-ingest listed/list.csv -o cased.h5
printf 'D.csv,p4\nf.csv,p5\nfF.csv,p6\n' >>listed/list.csv
pin cased,5 hinge-ingest listed/list.csv -o cased.h5
few listed/G.csv
printf 'G.CSV,p7\n../LISTED/a.csv,p8\nLISTED/../b.csv,p9\n' >>listed/list.csv
pin cased,several hinge-ingest listed/list.csv -o cased.h5
few two/a.csv two/b.csv
printf 'file,participant,shoe\na.csv,p1,42\n' >two/one.csv
printf 'file,participant,shoe\nb.csv,p2,large\n' >two/other.csv
pin two,words hinge-ingest two -o two.h5
printf 'file,participant\na.csv,p2\n' >two/other.csv
pin two,same hinge-ingest two -o two.h5
pin two,same,new hinge-run --new two
pin two,alone hinge-ingest two/one.csv two/a.csv -o two.h5
# a recording below 16 folders, and below one more; names as long as an id may be, which folders tell apart, or cannot
deep=deep$(printf '/%d' {1..16})
few "$deep/a.csv" "$deep/17/b.csv"
pin deep hinge-ingest deep -o deep.h5
long=$(printf 'x%.0s' {1..248})
few "p1/$long.csv" "p2/$long.csv" "p01/$long.csv" "p02/$long.csv"
pin long,255 hinge-ingest p1 p2 -o long.h5
hinge-check -q long.h5 --show trials --format csv | cut -d, -f1 >out/long,ids
pin long,256 hinge-ingest p01 p02 -o long.h5
# people without a row, and rows without a recording: as many as are named, and more
mkdir people
for n in 31 32; do
    printf 'a%03d.csv,person %02d\n' {1..99}{,} | head -n "$n" | sed '1i file,participant' >people/list.csv
    printf 'other %02d,2\n' $(seq "$n") | sed '1i participant,session' >people/participants.csv
    pin people,$n hinge-ingest people/list.csv -o people.h5
done
for bytes in 255 256; do
    printf 'file,id\nlisted/a.csv,%s\n' "$(printf 'x%.0s' $(seq $bytes))" >ids.csv
    pin ids,$bytes hinge-ingest ids.csv -o ids.h5
done
pinned
