/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of files as people give them, and what a first trial list makes of them. */
#include "test.h"

#include "ingest/ingest.h"
#include "run/run.h"

#include <stdio.h>
#include <string.h>

/* How a word of a command is quoted. */
#ifdef _WIN32
#define Q "\""
#else
#define Q "'"
#endif

/* What names say together, a line a name: "participant group session task cue trial role side
 * load",
 * "-" where they say nothing; a note if they have one. */
static void check_below(const char *root, const char *files, const char *expected,
                        const char *words)
{
    struct hinge_arena arena = {0};
    struct hinge_text got = {0}, lines = {0};
    struct hinge_guess guess[16];
    const char *file[16];
    size_t n = 0, clashes, first;
    char *copy = hinge_arena_strdup(&arena, files);
    for (char *p = strtok(copy, "\n"); p != NULL; p = strtok(NULL, "\n"))
        file[n++] = p;
    const struct hinge_file_names names = {
        .file = file, .n = n, .root = root, .command = "hinge-run --new x"};
    hinge_names_read(&names, &arena, guess, &lines);
    hinge_trials_number(&arena, guess, n, &clashes, &first);
    for (size_t f = 0; f < n; f++)
        for (int k = 0; k < HINGE_GUESS_KEYS; k++) {
            const char *id = guess[f].key[k] != NULL ? guess[f].key[k] : "-";
            if (k < HINGE_GUESS_RATER) /* a rater and a note only some have */
                hinge_text_printf(&got, "%s%s", k > 0 ? " " : "", id);
            else if (*id != '-')
                hinge_text_printf(&got, " %s", id);
            if (k == HINGE_GUESS_NOTE)
                hinge_text_adds(&got, "\n");
        }
    if (strcmp(hinge_text_string(&got), expected) != 0)
        fail_msg("%s\nare\n%sexpected\n%s", files, hinge_text_string(&got), expected);
    if (words != NULL && strcmp(hinge_text_string(&lines), words) != 0)
        fail_msg("%s\nsays\n%sexpected\n%s", files, hinge_text_string(&lines), words);
    hinge_text_clear(&got);
    hinge_text_clear(&lines);
    hinge_arena_clear(&arena);
}

static void check(const char *files, const char *expected, const char *words)
{
    check_below(NULL, files, expected, words);
}

TEST(words)
{
    /* clang-format off */
    static const char *const row[][2] = {
        {"p01_bodyweight_hinge_none_1.trc", "p01 - - bodyweight_hinge none 1 - - -\n"}, {"trained/sub-03/ses-2/rdl_dowel_t2.csv", "sub03 trained 2 rdl dowel 2 - - -\n"},
        {"P7 day2 rep3.c3d", "P7 - 2 - - 3 - - -\n"}, {"Trained/P01/RDL_Dowel_2.csv", "P01 Trained - rdl dowel 2 - - -\n"}, {"KG01_16kg.csv", "KG01 KG - - - - - - 16\n"},
        {"P01/S2/LBP_1.csv", "P01 LBP 2 - - 1 - - -\n"}, {"Gruppe A/Sujet 03 semaine 4.csv", "Sujet03 Gruppe A 4 - - - - - -\n"},
        /* names that all files share say nothing, nor do kinds of files, dates and times */
        {"Miller/rdl.csv", "- - - rdl - - - - -\n"}, {"CSV/raw/squat.csv", "- - - squat - - - - -\n"}, {"26_07_15_56_53.csv", "- - - - - - - - -\n"},
        {"2026-03-12 10-30_P01.csv", "P01 - - - - - - - -\n"},
        /* a foreign word counts beside another one of its language */
        {"P01_ohne_2.csv", "P01 - - - - 2 - - -\n"}, {"P01_ohne_Kniebeuge_2.csv", "P01 - - - none 2 - - -\n"},
        {"Rückenschmerz/P01_ohne_2.csv", "P01 Rückenschmerz - - none 2 - - -\n"}, {"gesunde/P01/Heben mit Musik_1.csv", "P01 gesunde - Heben Musik 1 - - -\n"},
        {"P01 rumaenisches Kreuzheben links.csv", "P01 - - rdl - - - l -\n"}, {"P01 Spiegel/vor Training ohne.csv", "P01 - before - mirror - - - -\n"},
        {"TN01 nach Training Kniebeuge.csv", "TN01 - after Kniebeuge - - - - -\n"},
        /* standing, unless the words are of a movement */
        {"p01/static1.c3d", "p01 - - - - 1 standing - -\n"}, {"p03/StandingRef.trc", "p03 - - - - - standing - -\n"},
        {"Static_Calibration03.csv", "- - - - - 03 standing - -\n"}, {"p05_dowel_ref_1.trc", "p05 - - - - 1 dowel_ref - -\n"},
        {"P01_MVC_2.c3d", "P01 - - - - 2 mvc - -\n"},
        {"p01_static_bend1.csv", "p01 - - bend - 1 - - -\n"}, {"Neutral Spine.csv", "- - - - neutral_spine - - - -\n"},
        {"p01_max-flexion.csv", "p01 - - - - - maxflex - -\n"}, {"P01/Aufwärmen Kniebeuge.csv", "P01 - - Kniebeuge - - unused - -\n"},
        /* numbers: dates, times, loads, codes, sessions, trials, and those that are not */
        {"P03_2026-13-01.csv", "P03 - - - - - - - -\n"}, {"P03_2026-03-40.csv", "P03 - - - - - - - -\n"},
        {"P03_31.12.1999 23-59-59_2.csv", "P03 - - - - 2 - - -\n"}, {"P03_1.2.2026_08h30_2.csv", "P03 - - - - 2 - - -\n"},
        {"P03_2026.3.12_2.csv", "P03 - - - - - - - -\n"}, {"12026-01-01_P2.csv", "P2 - - - - - - - -\n"},
        {"P03_20260312_1030_2.csv", "P03 - - - - 2 - - -\n"}, {"P03_1899-01-01.csv", "P03 - - - - - - - -\n"},
        {"p3 22,5 kg 4.csv", "p3 - - - - 4 - - 22.5\n"}, {"p3 22.5kg_4.csv", "p3 - - - - 4 - - 22.5\n"},
        {"p3 22_5kg_4.csv", "p3 - - - - 4 - - 5\n"}, {"p3 5 22,5kg.csv", "p3 - - - - - - - 22.5\n"}, {"kg_p3.csv", "p3 - - - - - - - -\n"},
        {"Gruppe AB1/P1.csv", "P1 Gruppe AB - - - - - - -\n"}, {"Gruppe ABC/P1.csv", "P1 - - - - - - - -\n"},
        {"group 2/P1.csv", "P1 group 2 - - - - - - -\n"}, {"LBPXX_01_2.csv", "- - - - - - - - -\n"},
        {"LBP01_P02.csv", "P02 LBP - - - - - - -\n"}, {"t1/P01_2.csv", "P01 - t1 - - 2 - - -\n"}, {"P01_t1.csv", "P01 - - - - 1 - - -\n"},
        {"S01/S2/x_1.csv", "S01 - 2 - - 1 - - -\n"}, {"S01/S2/ses3.csv", "S01 - 2_3 - - - - - -\n"},
        {"S01_S2_S3.csv", "S01 - 2 - - - - - -\n"}, {"S/S01.csv", "S01 - - - - - - - -\n"},
        {"P1/ohne Stab/2.csv", "P1 - - - none 2 - - -\n"}, {"P1/without dowel_2.csv", "P1 - - - none 2 - - -\n"},
        {"P1/with dowel_2.csv", "P1 - - - dowel 2 - - -\n"}, {"P1/mit Stab und Spiegel_2.csv", "P1 - - - dowel 2 - - -\n"},
        {"P1/mit_2.csv", "P1 - - - - 2 - - -\n"}, {"P1/ohne Stab mit Musik.csv", "P1 - - - none - - - -\n"},
        {"P1_pre_3.csv", "P1 - before - - 3 - - -\n"}, {"P1_post_test_12.csv", "P1 - after - - 12 - - -\n"},
        {"P1/trial 3 of 5.csv", "P1 - - - - 3 - - -\n"}, {"P1/3_4.csv", "P1 - - - - - - - -\n"}, {"P1/3.csv", "P1 - - - - 3 - - -\n"},
        {"P1_3a.csv", "P1 - - - - - - - -\n"}, {"7/3.csv", "7 - - - - 3 - - -\n"}, {"7/8/3.csv", "7 - - - - 3 - - -\n"},
        {"7/P2/rdl.csv", "P2 - - rdl - - - - -\n"}, {"p1 StandingRefTrial.csv", "p1 - - - - - standing - -\n"},
        {"p1 standing rom.csv", "p1 - - - - - - - -\n"}, {"p1 calibration.csv", "p1 - - - - - standing - -\n"},
        {"Static/p1_rdl_standing.csv", "p1 - - rdl - - - - -\n"}, {"p1_maxflex_2.csv", "p1 - - maxflex - 2 - - -\n"},
        {"P1_stack_ref_dowel_ref.csv", "P1 - - - - - stack_ref - -\n"},
        {"P1_kettlebell_swing_wall_tap_4in_2.csv", "P1 - - kettlebell_swing wall_tap_4in 2 - - -\n"},
        {"P1 rechts rdl 16kg ohne 2.csv", "P1 - - rdl none 2 - r 16\n"},
        {"P1_rdl_bodyweight_hinge.csv", "P1 - - bodyweight_hinge - - - - -\n"}, {"MarkerData/P1_rdl.csv", "P1 - - rdl - - - - -\n"},
        {"P1", "P1 - - - - - - - -\n"}, {"P1.", "P1 - - - - - - - -\n"}, {".csv", "- - - - - - - - -\n"},
        {"a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/P1_2.csv", "P1 - - - - 2 - l -\n"}, {"/P1//rdl_2.csv", "P1 - - rdl - 2 - - -\n"},
        {"P1 a b c d e f g h i j k l m n o p q r s t u v w x y z A B C D E 3.csv", "P1 - - - - - - l -\n"},
        {"Probe1_P2.csv", "P2 - - - - - - - -\n"}, {"Subject 2 visit 3 take 4.csv", "Subject2 - 3 - - 4 - - -\n"},
        {"TN1_woche 2_versuch 3.csv", "TN1 - 2 - - 3 - - -\n"}, {"P1_left_2.csv", "P1 - - - - 2 - l -\n"},
        {"P2_92026-01-01.csv", "P2 - - - - - - - -\n"}, {"P2_02026-01-01.csv", "P2 - - - - - - - -\n"}, {"P2_2026-01-010.csv", "P2 - - - - - - - -\n"},
        {"P2_2026-01-019.csv", "P2 - - - - - - - -\n"}, {"2026-03-12_T2/P01.csv", "P01 - - - - 2 - - -\n"},
        {"22,5kg/P1.csv", "P1 - - - - - - - 22.5\n"}, {"P1_x,5kg.csv", "P1 - - - - - - - 5\n"}, {"tA/P1_2.csv", "P1 - - - - 2 - - -\n"},
        {"KG1_rdl.csv", "KG1 KG - rdl - - - - -\n"}, {"KG_rdl_5.csv", "- - - rdl - 5 - - -\n"}, {"KG1.csv", "KG1 KG - - - - - - -\n"},
        {"PAIN1_2.csv", "PAIN1 PAIN - - - 2 - - -\n"}, {"DOLOR1_2.csv", "DOLOR1 - - - - 2 - - -\n"}, {"P1/with_2.csv", "P1 - - - - 2 - - -\n"},
        {"P1_2_with music.csv", "P1 - - - music - - - -\n"}, {"P1_with 2 cups.csv", "P1 - - - - - - - -\n"}, {"with music/P1_2.csv", "P1 - - - music 2 - - -\n"},
        {"P1/Foo pre.csv", "P1 - before - - - - - -\n"}, {"P1/pre_raw.csv", "P1 - before - - - - - -\n"}, {"P1/rom standing.csv", "P1 - - - - - - - -\n"},
        /* a small letter before a capital ends a word, and so does a byte that is no letter */
        {"P01_schizRDL_2.csv", "P01 - - rdl - 2 - - -\n"}, {"P01_fotaRDL_2.csv", "P01 - - rdl - 2 - - -\n"}, {"P01_GroßRDL_2.csv", "P01 - - rdl - 2 - - -\n"},
        {"P01_CaféRDL_2.csv", "P01 - - rdl - 2 - - -\n"}, {"P01_xRDL_2.csv", "P01 - - rdl - 2 - - -\n"}, {"P01_\xc3rdl_2.csv", "P01 - - rdl - 2 - - -\n"},
        {"P01_ŠRDL_2.csv", "P01 - - - - 2 - - -\n"}, {"P01_患者RDL_2.csv", "P01 - - - - 2 - - -\n"},
        {"P1_soulevé de terre roumain_2.csv", "P1 - - rdl - 2 - - -\n"}, /* as many words as one meaning has */
        {"a/b/c/d/e/f/g/h/i/j/k/m/n/o/p/q/s/u/trained/P1.csv", "P1 - - - - - - - -\n"}, {"a/b/c/d/e/f/g/h/i/j/k/m/n/o/p/q/s/trained/P1.csv", "P1 trained - - - - - - -\n"},
        {"P1 a b c d e f g h i j k m n o p q s t u v w x y z A B C D E F L 3.csv", "P1 - - - - - - - -\n"}}; /* and as many as are read */
    /* clang-format on */
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        check(row[i][0], row[i][1], NULL);
}

/* People, groups, cues, tasks and sessions by which folders they share. */
TEST(folders)
{
    /* clang-format off */
    static const char *const row[][3] = {
        {"Rowers/P01.trc\nRowers/P02.trc\nCyclists/P03.trc\nCyclists/P04.trc", "P01 Rowers - - - - - - -\nP02 Rowers - - - - - - -\nP03 Cyclists - - - - - - -\nP04 Cyclists - - - - - - -\n", "group   Cyclists, Rowers: unknown folders; taken as groups: nobody is in both\n"},
        {"Barefoot/P01_1.trc\nBarefoot/P02_1.trc\nShoes/P01_1.trc\nShoes/P02_1.trc", "P01 - - - Barefoot 1 - - -\nP02 - - - Barefoot 1 - - -\nP01 - - - Shoes 1 - - -\nP02 - - - Shoes 1 - - -\n", "look at Barefoot, Shoes: each person is in all; taken as cues. If sessions:\n        hinge-run --new x --set " Q "ingest.name={session}/{participant}_{trial}.trc" Q "\n"},
        {"Patienten/01.csv\nKontrollen/01.csv\nKontrollen/02.csv\nGesunde/3.csv", "Patienten_01 Patienten - - - - - - -\nKontrollen_01 Kontrollen - - - - - - -\nKontrollen_02 Kontrollen - - - - - - -\nGesunde_3 Gesunde - - - - - - -\n", "look at 01 is in Kontrollen and in Patienten: taken as two people\n"},
        {"gesund/P1.csv\nKinect/P2.csv\nPatienten/P3.csv", "P1 gesund - - - - - - -\nP2 Kinect - - - - - - -\nP3 Patienten - - - - - - -\n", NULL},
        {"VP1/IMG_0042.trc\nVP1/IMG_0043.trc\nVP2/IMG_0051.trc", "VP1 - - - - 1 - - -\nVP1 - - - - 2 - - -\nVP2 - - - - 1 - - -\n", NULL},
        {"a/P1/x.csv\nb/P1/x.csv\na/P2/x.csv\nb/P2/x.csv\nc/P2/x.csv",
         "P1 - - - a - - - -\nP1 - - - b - - - -\nP2 - - - a - - - -\nP2 - - - b - - - -\nP2 - - - c - - - -\n", "look at a, b, c: people are in several; taken as cues\n"},
        {"red/P1_1.csv\nblue/P1_1.csv\ngreen/P1_1.csv\nred/P2_1.csv\nblue/P2_1.csv\ngreen/P2_1.csv",
         "P1 - - - red 1 - - -\nP1 - - - blue 1 - - -\nP1 - - - green 1 - - -\nP2 - - - red 1 - - -\nP2 - - - blue 1 - - -\nP2 - - - green 1 - - -\n", "look at blue, green, red: each person is in all; taken as cues. If sessions:\n        hinge-run --new x --set " Q "ingest.name={session}/{participant}_{trial}.csv" Q "\n"},
        {"one/Anna/r1.csv\none/Anna/r2.csv\none/Berta/r1.csv\none/Berta/r2.csv\ntwo/Cora/r1.csv\ntwo/Cora/r2.csv\ntwo/Anna/r3.csv",
         "one - - - Anna 1 - r -\none - - - Anna 2 - r -\none - - - Berta 1 - r -\none - - - Berta 2 - r -\ntwo - - - Cora 1 - r -\ntwo - - - Cora 2 - r -\ntwo - - - Anna 3 - r -\n", "look at one, two: unknown names; taken as participants\nlook at Anna, Berta, Cora: people are in several; taken as cues\n"},
        {"north/Anna_1.csv\nnorth/Berta_1.csv\nsouth/Anna_1.csv\nsouth/Berta_1.csv",
         "north - - - Anna 1 - - -\nnorth - - - Berta 1 - - -\nsouth - - - Anna 1 - - -\nsouth - - - Berta 1 - - -\n", "look at north, south: unknown names; taken as participants. If groups:\n        hinge-run --new x --set " Q "ingest.name={group}/{participant}_{trial}.csv" Q "\nlook at Anna, Berta: each person is in all; taken as cues\n"},
        {"x/P1_dowel_1.csv\ny/P1_dowel_1.csv\nx/P2_dowel_1.csv\ny/P2_dowel_1.csv",
         "P1 - - x dowel 1 - - -\nP1 - - y dowel 1 - - -\nP2 - - x dowel 1 - - -\nP2 - - y dowel 1 - - -\n", "look at x, y: each person is in all; taken as tasks. If sessions:\n        hinge-run --new x --set " Q "ingest.name={session}/{participant}_{cue}_{trial}.csv" Q "\n"},
        {"x/P1_dowel_rdl_1.csv\ny/P1_dowel_rdl_1.csv\nx/P2_dowel_rdl_1.csv",
         "P1 - x rdl dowel 1 - - -\nP1 - y rdl dowel 1 - - -\nP2 - x rdl dowel 1 - - -\n", "look at x, y: people are in several; taken as sessions\n"},
        {"x/P1_ses1_dowel_rdl_1.csv\ny/P1_ses1_dowel_rdl_1.csv\nx/P2_ses1_dowel_rdl_1.csv", "P1 - 1 rdl dowel 1 - - -\nP1 - 1 rdl dowel 2 - - -\nP2 - 1 rdl dowel 1 - - -\n", ""},
        {"Patienten/01.csv\nKontrollen/01.csv\nGesunde/01.csv\nKontrollen/02.csv\nPatienten/02.csv\nGesunde/3.csv",
         "Patienten_01 Patienten - - - - - - -\nKontrollen_01 Kontrollen - - - - - - -\nGesunde_01 Gesunde - - - - - - -\nKontrollen_02 Kontrollen - - - - - - -\nPatienten_02 Patienten - - - - - - -\nGesunde_3 Gesunde - - - - - - -\n", "look at 01, 02 are each in several of Gesunde, Kontrollen, Patienten: taken as different people each\n"},
        {"P1_rdl_1.csv\nP1_rdl_1.trc\nP1_rdl_2.csv\nP2_rdl.csv\nP2_rdl.trc",
         "P1 - - rdl - 1 - - -\nP1 - - rdl - 2 - - -\nP1 - - rdl - 3 - - -\nP2 - - rdl - 1 - - -\nP2 - - rdl - 2 - - -\n", ""},
        {"P1 mit Stab.csv\nP2 mit Stab.csv\nP1 mit Spiegel.csv\nP2 ohne.csv",
         "P1 - - - dowel - - - -\nP2 - - - dowel - - - -\nP1 - - - mirror - - - -\nP2 - - - none - - - -\n", ""},
        {"walk/P1_warm_up_1.csv\nwalk/P1_warm_up_2.csv\nwalk/P2_warm up_1.csv\nwalk/P2_Rdl_1.csv",
         "P1 - - - - 1 unused - -\nP1 - - - - 2 unused - -\nP2 - - - - 1 unused - -\nP2 - - rdl - 1 - - -\n", "unused  3 recordings named warm_up (role unused): empty the cell to use one\n"},
        {"session 1/P1.csv\nextra/P1.csv\nsession 1/P2.csv\nextra/P2.csv",
         "P1 - 1 - - - - - -\nP1 - extra - - - - - -\nP2 - 1 - - - - - -\nP2 - extra - - - - - -\n", ""},
        {"k1/P1.csv\nk1/P2.csv\nk2/P3.csv\nk3/P4.csv\nk4/P5.csv\nk5/P6.csv\nk6/P7.csv\nk7/P8.csv\nk8/P9.csv\nk9/P10.csv\nk9/P11.csv",
         "P1 k1 - - - - - - -\nP2 k1 - - - - - - -\nP3 k2 - - - - - - -\nP4 k3 - - - - - - -\nP5 k4 - - - - - - -\nP6 k5 - - - - - - -\nP7 k6 - - - - - - -\nP8 k7 - - - - - - -\nP9 k8 - - - - - - -\nP10 k9 - - - - - - -\nP11 k9 - - - - - - -\n", "group   k1, k2, k3, k4, k5, k6, k7, k8, …: unknown folders; taken as groups: nobody is in two\n"},
        {"mit Stab/P1_1.csv\nStab/P2.csv\nP3_Spiegel.csv\nP3_pre_2.csv", "P1 - - - dowel 1 - - -\nP2 - - - dowel - - - -\nP3 - - - mirror - - - -\nP3 - before - - 2 - - -\n",
         ""},
        {"vor Training/P1_1.csv\nnach/P1_1.csv", "P1 - before - - 1 - - -\nP1 - after - - 1 - - -\n", ""},
        /* what a word took is no name: with, kg, group A, Ref, and kinds of files */
        {"P1 with music.csv\nP1.csv\nP2.csv\nP2 with music.csv", "P1 - - - music - - - -\nP1 - - - - - - - -\nP2 - - - - - - - -\nP2 - - - music - - - -\n", ""},
        {"22,5kg/P1_1.csv\n10kg/P1_1.csv\n22,5kg/P2_1.csv", "P1 - - - - 1 - - 22.5\nP1 - - - - 1 - - 10\nP2 - - - - 1 - - 22.5\n", ""},
        {"group A/rdl_1.csv\ngroup B/rdl_1.csv", "- group A - rdl - 1 - - -\n- group B - rdl - 1 - - -\n", ""},
        {"P1_StandingRef.trc\nP1_rdl_1.trc\nP2_Static_Calibration.trc\nP2_rdl_1.trc", "P1 - - - - - standing - -\nP1 - - rdl - 1 - - -\nP2 - - - - - standing - -\nP2 - - rdl - 1 - - -\n", ""},
        {"P1_ref.csv\nP1_bar.csv\nP2_ref.csv\nP2_bar.csv", "P1 - - - ref - - - -\nP1 - - - bar - - - -\nP2 - - - ref - - - -\nP2 - - - bar - - - -\n",
         "look at bar, ref: each person is in all; taken as cues. If sessions:\n        hinge-run --new x --set " Q "ingest.name={participant}_{session}.csv" Q "\n"},
        {"MarkerData/P1_1.csv\nP1_2.csv\nMarkerData/P2_1.csv\nP2_2.csv", "P1 - - - - 1 - - -\nP1 - - - - 2 - - -\nP2 - - - - 1 - - -\nP2 - - - - 2 - - -\n", ""},
        {"P1_3_4.csv\nP1_3_5.csv\nP2_3_4.csv\nP2_3_5.csv", "P1 - - - - 1 - - -\nP1 - - - - 2 - - -\nP2 - - - - 1 - - -\nP2 - - - - 2 - - -\n", ""},
        {"S01_S2_1.csv\nS01_S3_1.csv\nS02_S2_1.csv", "S01 - 2 - - 1 - - -\nS01 - 3 - - 1 - - -\nS02 - 2 - - 1 - - -\n", ""},
        /* names are shown as they are written, words around others with a blank */
        {"P1_foo-bar.csv\nP1_rdl_foo-bar.csv\nP1_baz_rdl_bar.csv\nP2_a_rdl-b.csv\nP2_foo-bar.csv",
         "P1 - - - foo-bar - - - -\nP1 - - rdl foo-bar - - - -\nP1 - - rdl baz bar - - - -\nP2 - - rdl a b - - - -\nP2 - - - foo-bar - - - -\n", "look at a b, baz bar, foo-bar: people are in several; taken as cues. If sessions:\n        hinge-run --new x --set " Q "ingest.name={participant}_{session}.csv" Q "\n"},
        /* people who are no more than their groups; patterns that fit all with the name, or not; what parts nobody */
        {"house/Anna/a1.csv\nhouse/Anna/a2.csv\nbarn/Cora/c1.csv\nbarn/Cora/c2.csv", "house - - - - 1 - - -\nhouse - - - - 2 - - -\nbarn - - - - 1 - - -\nbarn - - - - 2 - - -\n", "look at barn, house: unknown names; taken as participants\n"},
        {"k1/xa.csv\nk2/xa.csv\nk3/xa.csv\nk4/xa.csv\nk5/xb.csv\nk6/xb.csv\nk7/xb.csv\nk8/xb.csv\nk8/xa.csv", "k1 - - - xa - - - -\nk2 - - - xa - - - -\nk3 - - - xa - - - -\nk4 - - - xa - - - -\nk5 - - - xb - - - -\nk6 - - - xb - - - -\nk7 - - - xb - - - -\nk8 - - - xb - - - -\nk8 - - - xa - - - -\n", "look at k1, k2, k3, k4, k5, k6, k7, k8: unknown names; taken as participants. If groups:\n        hinge-run --new x --set " Q "ingest.name={group}/{participant}.csv" Q "\nlook at xa, xb: people are in several; taken as cues\n"},
        {"Anna.csv\nBerta.csv", "Anna - - - - - - - -\nBerta - - - - - - - -\n", ""},
        {"P3.csv\nx/P1_raw_standing.csv\nx/P1_raw_1.csv\ny/P1_raw_1.csv\nx/P2_raw_1.csv\ny/P2_raw_1.csv", "P3 - - - - - - - -\nP1 - - - x - standing - -\nP1 - - - x 1 - - -\nP1 - - - y 1 - - -\nP2 - - - x 1 - - -\nP2 - - - y 1 - - -\n", "look at x, y: people are in several; taken as cues. If sessions:\n        hinge-run --new x --set " Q "ingest.name={session}/{participant}_raw_{trial}.csv" Q "\n"},
        {"x/P1_1.csv\ny/P1_1.csv\nx/P2.csv\ny/P2_1.csv", "P1 - - - x 1 - - -\nP1 - - - y 1 - - -\nP2 - - - x - - - -\nP2 - - - y 1 - - -\n", "look at x, y: each person is in all; taken as cues\n"},
        {"extra/P1.csv\nP1_session 2.csv\nextra/P2.csv\nP2_session 2.csv", "P1 - - - - - - - -\nP1 - 2 - - - - - -\nP2 - - - - - - - -\nP2 - 2 - - - - - -\n", ""},
        {"session 1/P1.csv\nextra/P1_visit 3.csv\nextra/P2_visit 3.csv\nsession 1/P2.csv", "P1 - 1 - - - - - -\nP1 - 3 - - - - - -\nP2 - 3 - - - - - -\nP2 - 1 - - - - - -\n", ""},
        {"Rowers/P1.csv\nP2.csv", "P1 - - - - - - - -\nP2 - - - - - - - -\n", ""},
        {"Ab/P1.csv\nCd/P2.csv", "P1 - - - - - - - -\nP2 - - - - - - - -\n", ""},
        {"Patienten/P1.csv\nKontrollen/P1.csv\nP7.csv\nKontrollen/rdl.csv", "Patienten_P1 Patienten - - - - - - -\nKontrollen_P1 Kontrollen - - - - - - -\nP7 - - - - - - - -\n- Kontrollen - rdl - - - - -\n", "look at P1 is in Kontrollen and in Patienten: taken as two people\n"},
        {"k1/xa.csv\nk2/xa.csv\nk3/xa.csv\nk4/xa.csv\nk5/xb.csv\nk6/xb.csv\nk7/xb.csv\nk8/xb.csv\nk8/xa.csv\nk9/xa.csv", "k1 - - - xa - - - -\nk2 - - - xa - - - -\nk3 - - - xa - - - -\nk4 - - - xa - - - -\nk5 - - - xb - - - -\nk6 - - - xb - - - -\nk7 - - - xb - - - -\nk8 - - - xb - - - -\nk8 - - - xa - - - -\nk9 - - - xa - - - -\n", "look at xa, xb: people are in several; taken as cues. If sessions:\n        hinge-run --new x --set " Q "ingest.name={participant}/{session}.csv" Q "\n"}};
    /* clang-format on */
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        check(row[i][0], row[i][1], row[i][2]);
}

/* Codes of a letter and a number, visits, and one patient's folder; versions, and outputs of one
 * film. */
TEST(codes_and_versions)
{
    /* clang-format off */
    static const char *const row[][4] = {
        /* folders of codes are people, also T, L and R, alone or beside others; they are what their letter says where another name is a person's */
        {NULL, "T01/hinge_1.trc\nT08/hinge_1.trc\nK01/hinge_1.trc\nK06/hinge_1.trc", "T01 - - hinge - 1 - - -\nT08 - - hinge - 1 - - -\nK01 - - hinge - 1 - - -\nK06 - - hinge - 1 - - -\n", "look at K, T: kinds of codes; if they are groups, write them into the column group\n"},
        {NULL, "T1/rdl_1.trc\nT2/rdl_1.trc\nK1/rdl_1.trc\nK2/rdl_1.trc", "T1 - - rdl - 1 - - -\nT2 - - rdl - 1 - - -\nK1 - - rdl - 1 - - -\nK2 - - rdl - 1 - - -\n", "look at K, T: kinds of codes; if they are groups, write them into the column group\n"},
        {NULL, "T01/rdl.trc\nP02/rdl.trc\nK03/rdl.trc\nother/rdl.trc", "T01 - - rdl - - - - -\nP02 - - rdl - - - - -\nK03 - - rdl - - - - -\n- - - rdl - - - - -\n", ""},
        {NULL, "L01/rdl_1.trc\nL-02/rdl_1.trc\nR01/rdl_1.trc\nR 02/rdl_1.trc", "L01 - - rdl - 1 - - -\nL-02 - - rdl - 1 - - -\nR01 - - rdl - 1 - - -\nR 02 - - rdl - 1 - - -\n", "look at L, R: kinds of codes; if they are groups, write them into the column group\n"},
        {NULL, "L/rdl_1.trc\nR/rdl_1.trc", "L - - rdl - 1 - - -\nR - - rdl - 1 - - -\n", "look at L, R: taken as participants, because no other name says who; if they are sides, write them into the column side\n"},
        {NULL, "L/rdl_1.trc\nM/rdl_1.trc\nR/rdl_1.trc", "L - - rdl - 1 - - -\nM - - rdl - 1 - - -\nR - - rdl - 1 - - -\n", ""},
        {NULL, "L/Anna_1.trc\nR/Anna_1.trc\nL/Ben_1.trc", "Anna - - - - 1 - l -\nAnna - - - - 1 - r -\nBen - - - - 1 - l -\n", ""},
        {NULL, "L/P01_1.trc\nR/P01_1.trc", "P01 - - - - 1 - l -\nP01 - - - - 1 - r -\n", ""},
        {NULL, "T01/rdl_1.trc\nT01/rdl_2.trc", "T01 - - rdl - 1 - - -\nT01 - - rdl - 2 - - -\n", ""},
        {NULL, "K7/rdl_1.trc\nK7/rdl_2.trc", "K7 - - rdl - 1 - - -\nK7 - - rdl - 2 - - -\n", ""},
        {NULL, "trained/rdl_1.trc\nK1/rdl_1.trc", "- trained - rdl - 1 - - -\n- K1 - rdl - 1 - - -\n", ""},
        {NULL, "P01/T01/rdl.trc\nP01/T02/rdl.trc", "P01 - - rdl - 01 - - -\nP01 - - rdl - 02 - - -\n", ""},
        {NULL, "Anna/T01/rdl.trc\nAnna/T02/rdl.trc\nBen/T01/rdl.trc", "Anna - - rdl - 01 - - -\nAnna - - rdl - 02 - - -\nBen - - rdl - 01 - - -\n", NULL},
        {NULL, "P01/T-Shirt_1.trc\nP02/T-Shirt_1.trc\nP01/Test 1.trc", "P01 - - - T-Shirt 1 - - -\nP02 - - - T-Shirt 1 - - -\nP01 - - - Test 1 - - -\n", NULL},
        {NULL, "Patienten/T01/rdl.trc\nPatienten/T02/rdl.trc\nKontrollen/T01/rdl.trc", "Patienten_T01 Patienten - rdl - - - - -\nPatienten_T02 Patienten - rdl - - - - -\nKontrollen_T01 Kontrollen - rdl - - - - -\n", "look at T01 is in Kontrollen and in Patienten: taken as two people\n"},
        {NULL, "Rowers/K01/rdl.trc\nRowers/K02/rdl.trc\nCyclists/K03/rdl.trc", "K01 Rowers - rdl - - - - -\nK02 Rowers - rdl - - - - -\nK03 Cyclists - rdl - - - - -\n", NULL},
        /* T0 to T9 are visits if names below them are the same, or there are none; not seven, and not if names differ */
        {"Frau Meier", "T0/hinge_1.trc\nT1/hinge_1.trc\nT2/hinge_1.trc", "Frau Meier - T0 hinge - 1 - - -\nFrau Meier - T1 hinge - 1 - - -\nFrau Meier - T2 hinge - 1 - - -\n", "look at Frau Meier: the folder of all visits; taken as the participant, because no other name says who\n"},
        {"Daten", "Meier/T0/L/rdl.trc\nMeier/T0/R/rdl.trc\nMeier/T1/L/rdl.trc", "Meier - T0 rdl - - - l -\nMeier - T0 rdl - - - r -\nMeier - T1 rdl - - - l -\n", NULL},
        {"VP 7", "visit 1_rdl.trc\nvisit 2_rdl.trc", "VP7 - 1 rdl - - - - -\nVP7 - 2 rdl - - - - -\n", NULL},
        {"Studie Knie", "T0/rdl_1.trc\nT1/rdl_1.trc", "- - T0 rdl - 1 - - -\n- - T1 rdl - 1 - - -\n", ""},
        {"Meier", "gesund/T0/rdl.trc\ngesund/T1/rdl.trc", "- - T0 rdl - - - - -\n- - T1 rdl - - - - -\n", ""},
        {"x", "T1/001.trc\nT1/002.trc\nT2/001.trc", "001 - T1 - - - - - -\n002 - T1 - - - - - -\n001 - T2 - - - - - -\n", ""},
        {"x", "T1/001.trc\nT2/002.trc", "T1 - - - - 001 - - -\nT2 - - - - 002 - - -\n", ""},
        {"x", "T1/Anna_1.trc\nT1/Ben_1.trc\nT2/Anna_1.trc", "Anna - T1 - - 1 - - -\nBen - T1 - - 1 - - -\nAnna - T2 - - 1 - - -\n", ""},
        {"x", "T1/red_1.trc\nT2/blue_1.trc\nT2/blue_2.trc", "T1 - - - - 1 - - -\nT2 - - - - 1 - - -\nT2 - - - - 2 - - -\n", NULL},
        {"x", "T1/rdl.trc\nT2/rdl.trc\nT3/rdl.trc\nT4/rdl.trc\nT5/rdl.trc\nT6/rdl.trc\nT7/rdl.trc", "T1 - - rdl - - - - -\nT2 - - rdl - - - - -\nT3 - - rdl - - - - -\nT4 - - rdl - - - - -\nT5 - - rdl - - - - -\nT6 - - rdl - - - - -\nT7 - - rdl - - - - -\n", ""},
        {"x", "T1/rdl.trc\nT2/rdl.trc\nT3/rdl.trc\nT4/rdl.trc\nT5/rdl.trc\nT6/rdl.trc", "x - T1 rdl - - - - -\nx - T2 rdl - - - - -\nx - T3 rdl - - - - -\nx - T4 rdl - - - - -\nx - T5 rdl - - - - -\nx - T6 rdl - - - - -\n", NULL},
        /* versions beside their original, whose trials stay, or where nothing else is left */
        {NULL, "P1/rdl_3.trc\nP1/rdl_3 - Kopie.trc\nP1/rdl_3 - Kopie (2).trc\nP1/rdl_4.trc", "P1 - - rdl - 3 - - -\nP1 - - rdl - 3 unused - - copy of P1/rdl_3.trc\nP1 - - rdl - 3 unused - - copy of P1/rdl_3.trc\nP1 - - rdl - 4 - - -\n", "unused  2 copies of other recordings (P1/rdl_3 - Kopie.trc of P1/rdl_3.trc, …): empty the cell role to use one\n"},
        /* a copy is nobody, in any language, before the name and behind it, beside its original or alone */
        {NULL, "Jörg_vorher.trc\nJörg_vorher - Kopie.trc\nAnna_vorher.trc", "Jörg - before - - - - - -\nJörg - before - - - unused - - copy of Jörg_vorher.trc\nAnna - before - - - - - -\n", "unused  1 copy of another recording (Jörg_vorher - Kopie.trc of Jörg_vorher.trc): empty the cell role to use one\n"},
        {NULL, "Ann_pre.trc\nCopy of Ann_pre.trc\nAnn_post.trc\nAnn post copia.trc\nBea_pre.trc\nBea_post.trc", "Ann - before - - - - - -\nAnn - before - - - unused - - copy of Ann_pre.trc\nAnn - after - - - - - -\nAnn - after - - - unused - - copy of Ann_post.trc\nBea - before - - - - - -\nBea - after - - - - - -\n", NULL},
        {NULL, "Ann_pre.trc\nAnn_post - Copie.trc\nBea_pre.trc\nBea_post.trc", "Ann - before - - - - - -\nAnn - after - - - - - - Copie\nBea - before - - - - - -\nBea - after - - - - - -\n", ""},
        {NULL, "Ann/rdl.trc\nAnn - Copy/rdl.trc\nBea/rdl.trc", "Ann - - rdl - - - - -\nAnn - - rdl - - unused - - copy of Ann/rdl.trc\nBea - - rdl - - - - -\n", NULL},
        {NULL, "P1/rdl_3.trc\nP1/rdl_3 (1).trc\nP1/rdl_3_FINAL.trc\nP1/rdl_3_v2.trc", "P1 - - rdl - 3 - - -\nP1 - - rdl - 4 - - - (1)\nP1 - - rdl - 5 - - - FINAL\nP1 - - rdl - 6 - - - v2\n", NULL},
        {NULL, "P1_rdl_1_final.trc\nP1_rdl_2_alt.trc\nP1_rdl_3_neu.trc\nP2_rdl_2 cópia.trc\nP2_rdl_1_v2.trc", "P1 - - rdl - 1 - - - final\nP1 - - rdl - 2 - - - alt\nP1 - - rdl - 3 - - - neu\nP2 - - rdl - 2 - - - cópia\nP2 - - rdl - 1 - - - v2\n", ""},
        {NULL, "P1_rdl_v1.trc\nP1_rdl_v2.trc\nP2_rdl (1).trc\nP2_rdl (2).trc", "P1 - - rdl - 1 - - -\nP1 - - rdl - 2 - - -\nP2 - - rdl - 1 - - -\nP2 - - rdl - 2 - - -\n", ""},
        {NULL, "P1_red_1.trc\nP1_red_1_final.trc\nP2_red_1.trc\nP2_blue_1.trc", "P1 - - - red 1 - - -\nP1 - - - red 2 - - - final\nP2 - - - red 1 - - -\nP2 - - - blue 1 - - -\n", NULL},
        /* but not at the beginning of a name, nor with other words before them */
        {NULL, "P1_final_rdl_1.trc\nP2_final_rdl_1.trc\nP1_blue_1_final.trc\nP2_blue_1.trc\nP1_red.trc", "P1 - - rdl final 1 - - -\nP2 - - rdl final 1 - - -\nP1 - - - blue_1_final - - - -\nP2 - - - blue 1 - - -\nP1 - - - red - - - -\n", NULL},
        /* folders of versions say nothing, unless they part people */
        {NULL, "alt/P1_1.trc\nalt/P2_1.trc\njung/P3_1.trc", "P1 alt - - - 1 - - -\nP2 alt - - - 1 - - -\nP3 jung - - - 1 - - -\n", "group   alt, jung: unknown folders; taken as groups: nobody is in both\n"},
        {NULL, "alt/Anna.trc\nalt/Ben.trc\njung/Cora.trc", "Anna alt - - - - - - -\nBen alt - - - - - - -\nCora jung - - - - - - -\n", NULL},
        {NULL, "alt/P1_1.trc\nneu/P1_1.trc\nneu/P2_1.trc", "P1 - - - - 1 - - -\nP1 - - - - 2 - - -\nP2 - - - - 1 - - -\n", ""},
        {NULL, "final/P1_1.trc\nP1_2.trc\nP2_1.trc", "P1 - - - - 1 - - -\nP1 - - - - 2 - - -\nP2 - - - - 1 - - -\n", ""},
        /* one film: metres, then pixels, then angles; before and after are two films; "m" alone is a name */
        {NULL, "Anna/bend_Sports2D_m_person00.trc\nAnna/bend_Sports2D_px_person00.trc\nBen/bend_Sports2D_angles_person00.mot\nBen/bend_Sports2D_px_person00.trc", "Anna - - bend - - - - -\nAnna - - bend - - unused - -\nBen - - bend - - unused - -\nBen - - bend - - - - -\n", "unused  2 recordings whose film has a better file (Anna/bend_Sports2D_px_person00.trc: Anna/bend_Sports2D_m_person00.trc, …): empty the cell role to use one\n"},
        {NULL, "P1_rdl_1_m.trc\nP1_rdl_1_px.trc\nP1_rdl_1_angles.mot\nP2_rdl_1_m.trc", "P1 - - rdl - 1 - - -\nP1 - - rdl - 1 unused - -\nP1 - - rdl - 1 unused - -\nP2 - - rdl - 1 - - -\n", NULL},
        {NULL, "P1/vor/rdl_1_m.trc\nP1/nach/rdl_1_px.trc\nP2/vor/rdl_1_m.trc", "P1 - before rdl 1_m - - - -\nP1 - after rdl 1_px - - - -\nP2 - before rdl 1_m - - - -\n", NULL},
        {NULL, "P1_rdl_1_mediapipe.csv\nP1_rdl_1_OpenPose.json", "P1 - - rdl - 1 - - -\nP1 - - rdl - 2 - - -\n", ""},
        {NULL, "P1_rdl_2_final_Sports2D_m_person00.trc\nP2_rdl_2_Sports2D_m_person00.trc", "P1 - - rdl - 2 - - - final\nP2 - - rdl - 2 - - -\n", ""},
        {NULL, "Sports2D_m.trc\nm.trc\npx.trc\nmediapipe.csv\nfinal.trc\n(1).trc\nKopie (2).trc", "Sports2D_m - - - - - - - -\nm - - - - - - - -\npx - - - - - - - -\nmediapipe - - - - - - - -\n- - - - - 2 - - - final\n- - - - - 1 - - -\n- - - - - 3 - - - Kopie (2)\n", NULL},
        /* no cue, and Danish */
        {NULL, "S1/sem dica_1.trc\nS1/mirror_1.trc", "S1 - - - none 1 - - -\nS1 - - - mirror 1 - - -\n", NULL},
        {NULL, "S1/sin indicación_1.trc\nS1/ohne Hinweis_1.trc\nS1/sans consigne_1.trc\nS1/geen aanwijzing_1.trc\nS1/uden instruktion_1.trc\nS1/senza indicazione_1.trc\nS1/dowel_1.trc",
         "S1 - - - none 1 - - -\nS1 - - - none 2 - - -\nS1 - - - none 3 - - -\nS1 - - - none 4 - - -\nS1 - - - none 5 - - -\nS1 - - - none 6 - - -\nS1 - - - dowel 1 - - -\n", NULL},
        {NULL, "Deltager 1/før/med kæp_1.trc\nDeltager 1/efter/uden kæp_2.trc\nDeltager 2/foer/med spejl_1.trc", "Deltager1 - before - dowel 1 - - -\nDeltager1 - after - none 2 - - -\nDeltager2 - before - mirror 1 - - -\n", NULL},
        {NULL, "P1_med_1.trc\nP2_med_1.trc\nP1_fast_1.trc", "P1 - - - med 1 - - -\nP2 - - - med 1 - - -\nP1 - - - fast 1 - - -\n", NULL}};
    /* clang-format on */
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        check_below(row[i][0], row[i][1], row[i][2], row[i][3]);
}

/* Flat names of people, with visits, two kinds of codes, dates: what all of them say together. */
TEST(together)
{
    /* clang-format off */
    static const char *const row[][3] = {
        /* a word for a visit is no part of a person, unless it stands where others have the person */
        {"AB12-vorher.csv\nAB12-nachher.csv\nCD07-vorher.csv\nCD07-nachher.csv", "AB12 - before - - - - - -\nAB12 - after - - - - - -\nCD07 - before - - - - - -\nCD07 - after - - - - - -\n", ""},
        {"Dupont (avant).csv\nDupont (après).csv\nRoux (avant).csv\nRoux (après).csv", "Dupont - before - - - - - -\nDupont - after - - - - - -\nRoux - before - - - - - -\nRoux - after - - - - - -\n", ""},
        {"AB_1.csv\nCD_1.csv\nFU_1.csv", "AB - - - - 1 - - -\nCD - - - - 1 - - -\nFU - - - - 1 - - -\n", ""},
        {"FU vorher.csv\nFU nachher.csv\nAB vorher.csv\nCD nachher.csv", "FU - before - - - - - -\nFU - after - - - - - -\nAB - before - - - - - -\nCD - after - - - - - -\n", ""},
        {"Anna Post 1.csv\nBerta Lang 1.csv\nCem Roth 1.csv", "Anna Post - - - - 1 - - -\nBerta Lang - - - - 1 - - -\nCem Roth - - - - 1 - - -\n", "look at Anna Post 1.csv: \"after\" is no visit here, because nobody has another one: if it is, write it into the column session\n"},
        {"Anna Baseline.csv\nAnna Follow-up.csv\nCem Baseline.csv\nCem Follow-up.csv", "Anna - before - - - - - -\nAnna - later - - - - - -\nCem - before - - - - - -\nCem - later - - - - - -\n", ""},
        {"P1_baseline.csv\nP1_dowel.csv", "P1 - - - none - - - -\nP1 - - - dowel - - - -\n", ""},
        {"Anna vorher.csv\nAnna nach 6 Wochen.csv\nCem vorher.csv\nCem nach 6 Wochen.csv", "Anna - before - - - - - -\nAnna - 6 - - - - - -\nCem - before - - - - - -\nCem - 6 - - - - - -\n", ""},
        /* a letter and a number that most people have */
        {"T01_T0.csv\nT01_T1.csv\nT02_T0.csv\nT02_T1.csv", "T01 - T0 - - - - - -\nT01 - T1 - - - - - -\nT02 - T0 - - - - - -\nT02 - T1 - - - - - -\n", ""},
        {"T01_1.csv\nT01_2.csv\nT02_1.csv\nT02_2.csv", "T01 - - - - 1 - - -\nT01 - - - - 2 - - -\nT02 - - - - 1 - - -\nT02 - - - - 2 - - -\n", ""},
        {"Anna_M0.csv\nAnna_M6.csv\nCem_M0.csv\nCem_M6.csv", "Anna - M0 - - - - - -\nAnna - M6 - - - - - -\nCem - M0 - - - - - -\nCem - M6 - - - - - -\n", ""},
        {"M01_1.csv\nM01_2.csv\nF01_1.csv\nF02_1.csv", "M01 - - - - 1 - - -\nM01 - - - - 2 - - -\nF01 - - - - 1 - - -\nF02 - - - - 1 - - -\n", NULL},
        {"P01_V1.csv\nP01_V2.csv\nP02_V1.csv\nP02_V2.csv", "P01 - V1 - - - - - -\nP01 - V2 - - - - - -\nP02 - V1 - - - - - -\nP02 - V2 - - - - - -\n", "look at V1, V2: taken as sessions; if they are trials, write them into the column trial\n"},
        {"P01_T1.csv\nP01_T2.csv\nP01_T3.csv\nP02_T1.csv\nP02_T2.csv\nP02_T3.csv\nP03_T1.csv\nP03_T2.csv\nP03_T3.csv", "P01 - - - - 1 - - -\nP01 - - - - 2 - - -\nP01 - - - - 3 - - -\nP02 - - - - 1 - - -\nP02 - - - - 2 - - -\nP02 - - - - 3 - - -\nP03 - - - - 1 - - -\nP03 - - - - 2 - - -\nP03 - - - - 3 - - -\n", "look at T1, T2, T3: taken as trials; if they are visits, write them into the column session\n"},
        {"P01_pre_T1.csv\nP01_post_T1.csv\nP02_pre_T1.csv\nP02_post_T1.csv", "P01 - before - - 1 - - -\nP01 - after - - 1 - - -\nP02 - before - - 1 - - -\nP02 - after - - 1 - - -\n", ""},
        /* dates of people who have two, in one order; times of a day */
        {"P01_03-02-2026.csv\nP01_04-13-2026.csv", "P01 - 2026-03-02 - - - - - -\nP01 - 2026-04-13 - - - - - -\n", ""},
        {"P01_02-03-2026.csv\nP01_04-01-2026.csv", "P01 - 2026-03-02 - - - - - -\nP01 - 2026-01-04 - - - - - -\n", "look at 02-03-2026: no date says whether the day or the month is first; taken as 2026-03-02 (column session)\n"},
        {"P01_20260302_101510.csv\nP01_20260302_101542.csv\nP02_20260302_101510.csv", "P01 - - - - 1 - - -\nP01 - - - - 2 - - -\nP02 - - - - - - - -\n", ""},
        {"P01_20260302_pre.csv\nP01_20260413_post.csv", "P01 - before - - - - - -\nP01 - after - - - - - -\n", ""},
        /* two kinds of codes, where nothing else is the person */
        {"Training/T01 vorher.csv\nTraining/T02 vorher.csv\nKontrolle/K01 vorher.csv\nKontrolle/K02 nachher.csv", "T01 Training before - - - - - -\nT02 Training before - - - - - -\nK01 Kontrolle before - - - - - -\nK02 Kontrolle after - - - - - -\n", NULL},
        {"LBP01_pre.csv\nLBP02_post.csv\nHC01_pre.csv\nHC02_post.csv", "LBP01 LBP before - - - - - -\nLBP02 LBP after - - - - - -\nHC01 HC before - - - - - -\nHC02 HC after - - - - - -\n", ""},
        {"Patient 01 vorher.csv\nPatient 02 nachher.csv\nKontrolle 01 vorher.csv\nKontrolle 02 nachher.csv", "Patient01 Patient before - - - - - -\nPatient02 Patient after - - - - - -\nKontrolle01 Kontrolle before - - - - - -\nKontrolle02 Kontrolle after - - - - - -\n", ""},
        {"S01_none_1.csv\nS02_none_1.csv\nT01_none_1.csv\nT02_none_1.csv", "S01 - - - none 1 - - -\nS02 - - - none 1 - - -\nT01 - - - none 1 - - -\nT02 - - - none 1 - - -\n", "look at S, T: kinds of codes; if they are groups, write them into the column group\n"},
        {"A1.csv\nA2.csv\nB1.csv\nB2.csv", "A - - - - 1 - - -\nA - - - - 2 - - -\nB - - - - 1 - - -\nB - - - - 2 - - -\n", "look at A1: letters and a number, and nothing else says who; the number is taken as the trial: if A1 is a person, write it into the column participant\n"},
        /* a folder's name again says nothing more; raters */
        {"R01/R01_none_1.csv\nR02/R02_none_1.csv", "R01 - - - none 1 - - -\nR02 - - - none 1 - - -\n", ""},
        {"sub-01/ses-1/sub-01_ses-1_run-1.csv\nsub-01/ses-2/sub-01_ses-2_run-1.csv", "sub01 - 1 - - 1 - - -\nsub01 - 2 - - 1 - - -\n", ""},
        {"P01_raterA.csv\nP01_raterB.csv", "P01 - - - - - - - - A\nP01 - - - - - - - - B\n", ""},
        /* names that are alike but for a word */
        {"Anna rein.csv\nAnna raus.csv\nCem rein.csv\nCem raus.csv", "Anna - - - rein - - - -\nAnna - - - raus - - - -\nCem - - - rein - - - -\nCem - - - raus - - - -\n", "look at raus, rein: each person is in all; taken as cues\n"},
        {"Anna Meier.csv\nAnna Schulz.csv\nBernd Meier.csv\nClara Roth.csv", "Anna Meier - - - - - - - -\nAnna Schulz - - - - - - - -\nBernd Meier - - - - - - - -\nClara Roth - - - - - - - -\n", "look at Anna Meier, Anna Schulz: names alike but for the last word; taken as different people: if it is a visit or a cue, write it into that column\n"},
        /* one of ten in two groups is one person, of the group of the first visit */
        {"Training/P1/vorher.csv\nTraining/P2/vorher.csv\nKontrolle/P1/nachher.csv\nKontrolle/P3/vorher.csv\nKontrolle/P4/vorher.csv\nKontrolle/P5/vorher.csv",
         "P1 Training before - - - - - -\nP2 Training before - - - - - -\nP1 Training after - - - - - - Kontrolle\nP3 Kontrolle before - - - - - -\nP4 Kontrolle before - - - - - -\nP5 Kontrolle before - - - - - -\n",
         "look at P1 is in Kontrolle and in Training: taken as one person of the group of the first visit (column note has the other); if they are two, give one another code\n"}};
    /* clang-format on */
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        check(row[i][0], row[i][1], row[i][2]);
}

/* What is read of each column. */
TEST(columns)
{
    static const char *const file[] = {"Anna vorher.csv", "Anna nachher.csv", "Cem vorher.csv",
                                       "Cem nachher.csv"};
    struct hinge_arena arena = {0};
    struct hinge_text lines = {0}, columns = {0};
    struct hinge_guess guess[4];
    const struct hinge_file_names names = {.file = file, .n = 4, .columns = &columns};
    hinge_names_read(&names, &arena, guess, &lines);
    assert_string_equal(columns.data,
                        "participant from names of files: Anna, Cem · 2 in 4 recordings\n"
                        "session from names of files: vorher as before, nachher as after "
                        "· 2 people × 2\n");
    hinge_text_clear(&lines);
    hinge_text_clear(&columns);
    hinge_arena_clear(&arena);
}

/* A word of two meanings would be read by chance. */
TEST(one_meaning)
{
    struct hinge_vocabulary words = {0};
    hinge_vocabulary_make(&words);
    for (size_t i = 1; i < words.n; i++)
        if (words.word[i].kind == words.word[i - 1].kind &&
            strcmp(words.word[i].folded, words.word[i - 1].folded) == 0)
            fail_msg("\"%s\" is %s and %s", words.word[i].folded, words.word[i - 1].id,
                     words.word[i].id);
    hinge_vocabulary_clear(&words);
}
