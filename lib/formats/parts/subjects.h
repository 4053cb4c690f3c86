/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subjects before the colon of a marker's name ("Anna:LASI"). In: names as in the file;
 * out: names that identify nobody: without the subject where there is one, with
 * "subject1:", "subject2:" … in order of appearance where there are several. */
#ifndef HINGE_FORMATS_SUBJECTS_H
#define HINGE_FORMATS_SUBJECTS_H

#include <stddef.h>

enum { HINGE_SUBJECTS_MAX = 16 };

/* Zero-initialise; see every name before hiding the first. */
struct hinge_subjects {
    char name[HINGE_SUBJECTS_MAX][64];
    size_t n;
};

void hinge_subjects_see(struct hinge_subjects *subjects, const char *marker);
void hinge_subjects_hide(const struct hinge_subjects *subjects, const char *marker, char *out,
                         size_t capacity);

#endif
