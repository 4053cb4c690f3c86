/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of a page. Failed allocations stick to the text. */
#ifndef HINGE_PAGE_HTML_H
#define HINGE_PAGE_HTML_H

#include "base/text.h"
#include "report/display.h" /* hinge_markup_escape */

#include <hinge/page.h>
#include <hinge/report.h>
#include <hinge/table.h>

/* Styles and script, whole; the second style is for paper. */
extern const char hinge_page_style[], hinge_page_print[], hinge_page_script[], hinge_sheet_style[];

/* From doctype to the opened main, with a content policy that allows this style, that
 * of paper and the script (NULL: none) and nothing else. `language` is that of the
 * words ("en"). */
enum hinge_status hinge_html_open(struct hinge_text *out, const char *title, const char *language,
                                  const char *style, const char *print, const char *script,
                                  struct hinge_error *error);
void hinge_html_close(struct hinge_text *out, const char *script);

/* An element with escaped text. `tag` may have attributes: "p class=\"note\"". */
void hinge_html_element(struct hinge_text *out, const char *tag, const char *text);
/* A paragraph per line. */
void hinge_html_lines(struct hinge_text *out, const char *tag, const char *text);

/* A table whose columns sort and rows filter where there is a script, and which is
 * offered as CSV. `id` names it in the page and the file; the title is its caption, ""
 * for none; footer and labels may be NULL. */
void hinge_html_table(struct hinge_text *out, const char *id, const char *title,
                      const struct hinge_table *table, const char *footer,
                      const struct hinge_label_list *labels);

#endif
