/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet of one person while it is made. */
#ifndef HINGE_PAGE_SHEET_H
#define HINGE_PAGE_SHEET_H

#include <hinge/page.h>
#include <hinge/report.h>

/* Lines of lib/page/templates. */
extern const char *const hinge_template_sheet[], *const hinge_template_words_en[],
                                                     *const hinge_template_words_de[];

#endif
