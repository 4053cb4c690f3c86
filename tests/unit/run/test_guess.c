/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of files as people give them, and what a first trial list makes of them. */
#include "test.h"

#include "ingest/words.h"
#include "run/names.h"

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
    const struct hinge_names names = {
        .file = file, .n = n, .root = root, .command = "hinge-run --new x"};
    hinge_names_read(&names, &arena, guess, &lines);
    hinge_trials_number(&arena, guess, n, &clashes, &first);
    for (size_t f = 0; f < n; f++)
        for (int k = 0; k < HINGE_GUESS_KEYS; k++) {
            const char *id = guess[f].key[k] != NULL ? guess[f].key[k] : "-";
            if (k < HINGE_GUESS_NOTE) /* that only versions have */
                hinge_text_printf(&got, "%s%s", id, k + 1 < HINGE_GUESS_NOTE ? " " : "");
            else
                hinge_text_printf(&got, "%s%s\n", *id == '-' ? "" : " ", *id == '-' ? "" : id);
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
        {"PAIN1_2.csv", "PAIN1 PAIN - - - 2 - - -\n"}, {"DOLOR1_2.csv", "- - - - - - - - -\n"}, {"P1/with_2.csv", "P1 - - - - 2 - - -\n"},
        {"P1_2_with music.csv", "P1 - - - music - - - -\n"}, {"P1_with 2 cups.csv", "P1 - - - - - - - -\n"}, {"with music/P1_2.csv", "P1 - - - music 2 - - -\n"},
        {"P1/Foo pre.csv", "P1 - - - - - - - -\n"}, {"P1/pre_raw.csv", "P1 - before - - - - - -\n"}, {"P1/rom standing.csv", "P1 - - - - - - - -\n"},
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
         "P1 - - - dowel - - - -\nP2 - - - dowel - - - -\nP1 - - - mirror - - - -\nP2 - - - none - - - -\n", "read    mit Stab as dowel (2), mit Spiegel as mirror (1), ohne as none (1)\n"},
        {"walk/P1_warm_up_1.csv\nwalk/P1_warm_up_2.csv\nwalk/P2_warm up_1.csv\nwalk/P2_Rdl_1.csv",
         "P1 - - - - 1 unused - -\nP1 - - - - 2 unused - -\nP2 - - - - 1 unused - -\nP2 - - rdl - 1 - - -\n", "unused  3 recordings named warm_up (role unused): empty the cell to use one\n"},
        {"session 1/P1.csv\nextra/P1.csv\nsession 1/P2.csv\nextra/P2.csv",
         "P1 - 1 - - - - - -\nP1 - extra - - - - - -\nP2 - 1 - - - - - -\nP2 - extra - - - - - -\n", ""},
        {"k1/P1.csv\nk1/P2.csv\nk2/P3.csv\nk3/P4.csv\nk4/P5.csv\nk5/P6.csv\nk6/P7.csv\nk7/P8.csv\nk8/P9.csv\nk9/P10.csv\nk9/P11.csv",
         "P1 k1 - - - - - - -\nP2 k1 - - - - - - -\nP3 k2 - - - - - - -\nP4 k3 - - - - - - -\nP5 k4 - - - - - - -\nP6 k5 - - - - - - -\nP7 k6 - - - - - - -\nP8 k7 - - - - - - -\nP9 k8 - - - - - - -\nP10 k9 - - - - - - -\nP11 k9 - - - - - - -\n", "group   k1, k2, k3, k4, k5, k6, k7, k8, …: unknown folders; taken as groups: nobody is in two\n"},
        {"mit Stab/P1_1.csv\nStab/P2.csv\nP3_Spiegel.csv\nP3_pre_2.csv", "P1 - - - dowel 1 - - -\nP2 - - - dowel - - - -\nP3 - - - mirror - - - -\nP3 - before - - 2 - - -\n",
         "read    mit Stab as dowel (1), Stab as dowel (1), Spiegel as mirror (1), pre as before (1)\n"},
        {"vor Training/P1_1.csv\nnach/P1_1.csv", "P1 - before - - 1 - - -\nP1 - after - - 1 - - -\n", "read    vor as before (1), nach as after (1)\n"},
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
        {"k1/xa.csv\nk2/xa.csv\nk3/xa.csv\nk4/xa.csv\nk5/xb.csv\nk6/xb.csv\nk7/xb.csv\nk8/xb.csv\nk8/xa.csv", "k1 - - - xa - - - -\nk2 - - - xa - - - -\nk3 - - - xa - - - -\nk4 - - - xa - - - -\nk5 - - - xb - - - -\nk6 - - - xb - - - -\nk7 - - - xb - - - -\nk8 - - - xb - - - -\nk8 - - - xa - - - -\n", "look at k1, k2, k3, k4, k5, k6, k7, k8: unknown names; taken as participants\nlook at xa, xb: people are in several; taken as cues\n"},
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
