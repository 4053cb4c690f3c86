/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text in a cell of a csv or tsv that a spreadsheet may open: none is a formula there, and ours are
 * read back as they were. */
#pragma once

#include "base/base.h"

/* Text that a spreadsheet would run as a formula: starts with = + - @ TAB or CR. */
bool hinge_looks_like_formula(const char *text);

/* "'" where it has to stand before the text in a cell, else "". */
const char *hinge_cell_guard(const char *text);
/* A cell that was read, without that. */
char *hinge_cell_unguarded(char *text);

/* Adds the text as a cell of a csv: quoted where needed (RFC 4180), guarded. */
void hinge_cell_csv(struct hinge_text *out, const char *text);
/* The same for another delimiter, such as ';'. */
void hinge_cell_delimited(struct hinge_text *out, const char *text, char delimiter);
/* What begins a csv with such text, so that Excel reads its letters: the mark of UTF-8, "" for
 * ASCII. */
const char *hinge_cell_mark(const char *text);
/* As a cell of a tsv, which has no quotes: tab, line ends and backslash become \t \n \r \\. */
void hinge_cell_tsv(struct hinge_text *out, const char *text);
