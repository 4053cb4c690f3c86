/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results of a statistical analysis in words; level is that of its intervals. Failed
 * allocations stick to the text. */
#ifndef HINGE_REPORT_SENTENCES_H
#define HINGE_REPORT_SENTENCES_H

#include "base/text.h"

#include <jansson.h>

/* Lines per result in the style of the American Psychological Association, under what
 * they are about: the outcome with its unit and, of a difference, which minus which. */
void hinge_sentences_apa(const json_t *request, const json_t *results, double level,
                         struct hinge_text *text);

/* What the main result says, without statistics. */
void hinge_sentences_plain(const json_t *request, const json_t *results, double level,
                           struct hinge_text *text);

/* {"sentence": [...], "apa": [...]}: the lines of both, for programs; the texts are
 * cleared. NULL when there is no memory, or was none for them. */
json_t *hinge_sentences_json(struct hinge_text *plain, struct hinge_text *apa);

#endif
