/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file's name says about who and what: for a first trial list, which its user
 * corrects. */
#ifndef HINGE_RUN_GUESS_H
#define HINGE_RUN_GUESS_H

#include <stdbool.h>

enum { HINGE_GUESS_MAX = 80 };

/* "" where nothing is recognised. */
struct hinge_guess {
    char participant[HINGE_GUESS_MAX], group[HINGE_GUESS_MAX], session[HINGE_GUESS_MAX],
        task[HINGE_GUESS_MAX], cue[HINGE_GUESS_MAX], trial[HINGE_GUESS_MAX], role[HINGE_GUESS_MAX];
    bool who_from_folder; /* the participant is a folder's name as it stands */
};

/* Words of folders and file are those between / _ - blanks and dots: known tasks, cues
 * and groups by their ids; p01, s1, sub-3 are people; ses-2, day2 sessions; a number at
 * the end, t2, rep3 the trial, unless another number stands before it (a date, a time).
 * static1, StandingRef, calibration, or neutral and standing by themselves, are a
 * standing recording, not where a task, a cue or a movement is named too; max_flexion
 * is one of greatest bending. The
 * nearest folder whose name is not that of a kind of files (MarkerData, csv, raw) is
 * the participant where nothing else is. */
void hinge_guess_name(const char *file, struct hinge_guess *guess);

#endif
