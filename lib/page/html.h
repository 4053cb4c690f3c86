/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of the sheet. */
#ifndef HINGE_PAGE_HTML_H
#define HINGE_PAGE_HTML_H

#include "base/text.h"
#include "report/display.h" /* hinge_markup_escape */

extern const char hinge_sheet_style[];

/* From doctype to the opened main, with a content policy that allows this style and nothing else.
 * `language` is that of the words ("en"). */
enum hinge_status hinge_html_open(struct hinge_text *out, const char *title, const char *language,
                                  const char *style, struct hinge_error *error);
void hinge_html_close(struct hinge_text *out);

/* An element with escaped text. `tag` may have attributes: "p class=\"note\"". */
void hinge_html_element(struct hinge_text *out, const char *tag, const char *text);

#endif
