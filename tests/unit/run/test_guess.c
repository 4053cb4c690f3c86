/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of files as people give them, and what a first trial list makes of them. */
#include "test.h"

#include "ingest/words.h"
#include "run/names.h"

#include <stdio.h>
#include <string.h>

/* What names say together, a line a name: "participant group session task cue trial role side
 * load",
 * "-" where they say nothing. */
static void check(const char *files, const char *expected, const char *words)
{
    struct hinge_arena arena = {0};
    struct hinge_text got = {0}, lines = {0};
    struct hinge_guess guess[16];
    const char *file[16];
    size_t n = 0, clashes, first;
    char *copy = hinge_arena_strdup(&arena, files);
    for (char *p = strtok(copy, "\n"); p != NULL; p = strtok(NULL, "\n"))
        file[n++] = p;
    hinge_names_read(file, n, false, "hinge-run --new x", &arena, guess, &lines);
    hinge_trials_number(&arena, guess, n, &clashes, &first);
    for (size_t f = 0; f < n; f++)
        for (int k = 0; k < HINGE_GUESS_KEYS; k++)
            hinge_text_printf(&got, "%s%s", guess[f].key[k] != NULL ? guess[f].key[k] : "-",
                              k + 1 < HINGE_GUESS_KEYS ? " " : "\n");
    if (strcmp(hinge_text_string(&got), expected) != 0)
        fail_msg("%s\nare\n%sexpected\n%s", files, hinge_text_string(&got), expected);
    if (words != NULL && strcmp(hinge_text_string(&lines), words) != 0)
        fail_msg("%s\nsays\n%sexpected\n%s", files, hinge_text_string(&lines), words);
    hinge_text_clear(&got);
    hinge_text_clear(&lines);
    hinge_arena_clear(&arena);
}

TEST(words)
{
    static const char *const row[][2] = {
        {"p01_bodyweight_hinge_none_1.trc", "p01 - - bodyweight_hinge none 1 - - -\n"},
        {"trained/sub-03/ses-2/rdl_dowel_t2.csv", "sub03 trained 2 rdl dowel 2 - - -\n"},
        {"P7 day2 rep3.c3d", "P7 - 2 - - 3 - - -\n"},
        {"Trained/P01/RDL_Dowel_2.csv", "P01 Trained - rdl dowel 2 - - -\n"},
        {"KG01_16kg.csv", "KG01 KG - - - - - - 16\n"},
        {"P01/S2/LBP_1.csv", "P01 LBP 2 - - 1 - - -\n"},
        {"Gruppe A/Sujet 03 semaine 4.csv", "Sujet03 Gruppe A 4 - - - - - -\n"},
        /* names that all files share say nothing, nor do kinds of files, dates and times */
        {"Miller/rdl.csv", "- - - rdl - - - - -\n"},
        {"CSV/raw/squat.csv", "- - - squat - - - - -\n"},
        {"26_07_15_56_53.csv", "- - - - - - - - -\n"},
        {"2026-03-12 10-30_P01.csv", "P01 - - - - - - - -\n"},
        /* a foreign word counts beside another one of its language */
        {"P01_ohne_2.csv", "P01 - - - - 2 - - -\n"},
        {"P01_ohne_Kniebeuge_2.csv", "P01 - - - none 2 - - -\n"},
        {"Rückenschmerz/P01_ohne_2.csv", "P01 Rückenschmerz - - none 2 - - -\n"},
        {"gesunde/P01/Heben mit Musik_1.csv", "P01 gesunde - Heben Musik 1 - - -\n"},
        {"P01 rumaenisches Kreuzheben links.csv", "P01 - - rdl - - - l -\n"},
        {"P01 Spiegel/vor Training ohne.csv", "P01 - before - mirror - - - -\n"},
        {"TN01 nach Training Kniebeuge.csv", "TN01 - after Kniebeuge - - - - -\n"},
        /* standing, unless the words are of a movement */
        {"p01/static1.c3d", "p01 - - - - 1 standing - -\n"},
        {"p03/StandingRef.trc", "p03 - - - - - standing - -\n"},
        {"Static_Calibration03.csv", "- - - - - 03 standing - -\n"},
        {"p05_dowel_ref_1.trc", "p05 - - - - 1 dowel_ref - -\n"},
        {"p01_static_bend1.csv", "p01 - - bend - 1 - - -\n"},
        {"Neutral Spine.csv", "- - - - neutral_spine - - - -\n"},
        {"p01_max-flexion.csv", "p01 - - - - - maxflex - -\n"},
        {"P01/Aufwärmen Kniebeuge.csv", "P01 - - Kniebeuge - - unused - -\n"}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        check(row[i][0], row[i][1], NULL);
}

TEST(levels)
{
    check("Rowers/P01.trc\nRowers/P02.trc\nCyclists/P03.trc\nCyclists/P04.trc",
          "P01 Rowers - - - - - - -\nP02 Rowers - - - - - - -\n"
          "P03 Cyclists - - - - - - -\nP04 Cyclists - - - - - - -\n",
          "group   Cyclists, Rowers: unknown folders; taken as groups: nobody is in both\n");
    check("Barefoot/P01_1.trc\nBarefoot/P02_1.trc\nShoes/P01_1.trc\nShoes/P02_1.trc",
          "P01 - - - Barefoot 1 - - -\nP02 - - - Barefoot 1 - - -\n"
          "P01 - - - Shoes 1 - - -\nP02 - - - Shoes 1 - - -\n",
          "look at Barefoot, Shoes: each person is in all; taken as cues. If sessions:\n"
          "        hinge-run --new x --set "
#ifdef _WIN32
          "\"ingest.name={session}/{participant}_{trial}.trc\"\n");
#else
          "'ingest.name={session}/{participant}_{trial}.trc'\n");
#endif
    check("Patienten/01.csv\nKontrollen/01.csv\nKontrollen/02.csv",
          "Patienten_01 Patienten - - - - - - -\nKontrollen_01 Kontrollen - - - - - - -\n"
          "Kontrollen_02 Kontrollen - - - - - - -\n",
          "look at 01 is in Kontrollen and in Patienten: taken as two people\n");
    check("gesund/P1.csv\nKinect/P2.csv\nPatienten/P3.csv",
          "P1 gesund - - - - - - -\nP2 Kinect - - - - - - -\nP3 Patienten - - - - - - -\n", NULL);
    check("VP1/IMG_0042.trc\nVP1/IMG_0043.trc\nVP2/IMG_0051.trc",
          "VP1 - - - - 1 - - -\nVP1 - - - - 2 - - -\nVP2 - - - - 1 - - -\n", NULL);
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
