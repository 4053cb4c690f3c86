/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates of lib/page/templates, lines that end with NULL (scripts/gen-template). */
#ifndef HINGE_VIEW_TEMPLATES_H
#define HINGE_VIEW_TEMPLATES_H

extern const char *const hinge_template_view[], *const hinge_template_recordings[],
                                                    *const hinge_template_rate[],
                                                        *const hinge_template_report[];

#endif
