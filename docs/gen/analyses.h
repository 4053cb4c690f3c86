/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sections of docs/analyses.md. */
#ifndef DOCS_GEN_ANALYSES_H
#define DOCS_GEN_ANALYSES_H

void print_analyses(void);
void print_analysis_options(void);

#endif
