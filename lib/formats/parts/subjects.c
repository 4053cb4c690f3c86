/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subjects of marker names; see subjects.h. */
#include "formats/parts/subjects.h"

#include <stdio.h>
#include <string.h>

/* Length of the subject before the colon, 0 for none; names longer than a place are
 * told apart by their beginning. */
static size_t subject_length(const char *marker)
{
    const char *colon = strchr(marker, ':');
    return colon != NULL ? (size_t)(colon - marker) : 0;
}

static size_t find(const struct hinge_subjects *subjects, const char *marker, size_t length)
{
    size_t compared = length < sizeof subjects->name[0] - 1 ? length : sizeof subjects->name[0] - 1;
    size_t i = 0;
    while (i < subjects->n && (strlen(subjects->name[i]) != compared ||
                               strncmp(subjects->name[i], marker, compared) != 0))
        i++;
    return i;
}

void hinge_subjects_see(struct hinge_subjects *subjects, const char *marker)
{
    size_t length = subject_length(marker);
    if (length == 0 || subjects->n == HINGE_SUBJECTS_MAX ||
        find(subjects, marker, length) < subjects->n)
        return;
    snprintf(subjects->name[subjects->n++], sizeof subjects->name[0], "%.*s",
             (int)(length < 63 ? length : 63), marker);
}

void hinge_subjects_hide(const struct hinge_subjects *subjects, const char *marker, char *out,
                         size_t capacity)
{
    size_t length = subject_length(marker);
    const char *rest = length > 0 ? marker + length + 1 : marker;
    if (length > 0 && subjects->n > 1)
        snprintf(out, capacity, "subject%zu:%s", find(subjects, marker, length) + 1, rest);
    else
        snprintf(out, capacity, "%s", rest);
}
