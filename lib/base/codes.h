/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that has a code, in words: the rows of hinge/codes.def. */
#ifndef HINGE_BASE_CODES_H
#define HINGE_BASE_CODES_H

#include <hinge/status.h>

enum hinge_code_severity {
    HINGE_CODE_NOTE,   /* qualifies a value */
    HINGE_CODE_WARN,   /* a value may mislead */
    HINGE_CODE_LOST,   /* a value is empty */
    HINGE_CODE_REFUSED /* a recording, a file or an analysis is refused */
};

/* Where a code is found; one of reasons may be a warning, too. */
enum hinge_code_kind { HINGE_CODE_REASON = 1, HINGE_CODE_WARNING = 2, HINGE_CODE_STATISTICS = 4 };

struct hinge_code {
    const char *name;
    unsigned kinds;                                /* HINGE_CODE_REASON | HINGE_CODE_WARNING */
    enum hinge_code_severity severity, as_warning; /* as_warning: of a reason that is both */
    const char *phrase;
    const char *needs;           /* NULL: nothing to record */
    const char *detail, *remedy; /* for docs/reasons.md; detail may be NULL */
};

/* All rows, in the order of codes.def. */
const struct hinge_code *hinge_codes(size_t *n);
/* The row with this name of so many bytes; NULL: none. */
const struct hinge_code *hinge_code_find(const char *name, size_t length);
/* The phrase of a reason; "" for OK. */
const char *hinge_reason_phrase(enum hinge_reason reason);

#endif
