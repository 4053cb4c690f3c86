/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids in, what a paper prints out. */
#include "report/published.h"

#include "faults/fault.h"
#include "report/display.h"
#include "result/words.h"
#include "table/columns.h"

#include <stdio.h>
#include <string.h>

const char *hinge_published_unit(const struct hinge_column *column)
{
    bool count = column->digits == 0 && strcmp(column->unit, "1") == 0;
    if (column->type != HINGE_COLUMN_NUMBER || count)
        return "";
    if (*column->unit != '\0')
        return hinge_wording_symbol(column->unit);
    const char *unit = hinge_wording_unit(column->name);
    return *unit == ' ' ? unit + 1 : unit;
}

const char *hinge_wording_label(const struct hinge_label_list *labels, const char *id)
{
    for (size_t i = 0; labels != NULL && i < labels->n; i++)
        if (strcmp(labels->item[i].id, id) == 0)
            return labels->item[i].label;
    return NULL;
}

static const char *label_of(const struct hinge_writer_options *options, const char *id)
{
    return hinge_wording_label(options->labels, id);
}

void hinge_published_header(const struct hinge_table *table, size_t column,
                            const struct hinge_writer_options *options, struct hinge_text *out)
{
    char buffer[128];
    const struct hinge_column *c = &table->column[column];
    const char *label = label_of(options, c->name);
    if (label != NULL || options->ids) {
        hinge_display_escape(out, label != NULL ? label : c->name);
        return;
    }
    hinge_display_escape(
        out, *c->title != '\0' ? c->title : hinge_wording_title(c->name, buffer, sizeof buffer));
    const char *unit = hinge_published_unit(c);
    snprintf(buffer, sizeof buffer, "(%s", unit); /* a title "Age (years)" has it */
    if (*unit != '\0' && strcmp(unit, "–") != 0 && strstr(hinge_text_string(out), buffer) == NULL)
        hinge_text_printf(out, " (%s)", unit);
}

size_t hinge_published_symbol(const char *heading)
{
    static const char *const symbols[] = {"d_z", "g", "p"};
    size_t n = strcspn(heading, " ");
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
        if (strlen(symbols[i]) == n && strncmp(symbols[i], heading, n) == 0)
            return n;
    return 0;
}

/* --- cells --- */

static const struct hinge_fault *find_fault(const char *id)
{
    size_t n;
    const struct hinge_fault_family *const *family = hinge_fault_family_list(&n);
    for (size_t f = 0; f < n; f++)
        for (size_t i = 0; i < family[f]->n; i++)
            if (strcmp(family[f]->row[i].id, id) == 0)
                return &family[f]->row[i];
    return NULL;
}

const char *hinge_fault_title(const struct hinge_label_list *labels, const char *id)
{
    const char *own = hinge_wording_label(labels, id);
    const struct hinge_fault *fault = own == NULL ? find_fault(id) : NULL;
    return fault != NULL ? fault->title : own;
}

const char *hinge_fault_brief(const struct hinge_label_list *labels, const char *id)
{
    char key[96];
    snprintf(key, sizeof key, "%s" HINGE_FAULT_SHORT, id);
    const char *own = hinge_wording_label(labels, key);
    own = own != NULL ? own : hinge_wording_label(labels, id);
    const struct hinge_fault *fault = own == NULL ? find_fault(id) : NULL;
    return fault != NULL ? fault->brief : own;
}

const char *hinge_severity_words(const char *id, char *buffer, size_t capacity)
{
    const struct hinge_fault *fault = find_fault(id);
    char title[HINGE_FAULT_TITLE + 1];
    if (fault == NULL)
        return NULL;
    snprintf(title, sizeof title, "%s", fault->title);
    if (fault->measure != NULL)
        snprintf(buffer, capacity, "%s", fault->measure);
    else
        snprintf(buffer, capacity, "severity of %s", hinge_wording_small(title));
    return buffer;
}

const char *hinge_published_fault(const char *column, const char *cell, char *buffer,
                                  size_t capacity)
{
    const char *severity = hinge_severity_fault(cell);
    if (strcmp(column, "fault") != 0 && strcmp(column, "outcome") != 0)
        return NULL;
    if (severity == NULL)
        return hinge_fault_title(NULL, cell);
    return hinge_severity_words(severity, buffer, capacity) != NULL ? hinge_wording_capital(buffer)
                                                                    : NULL;
}

const char *hinge_published_words(const char *column, const char *cell, char *buffer,
                                  size_t capacity)
{
    const char *fault = hinge_published_fault(column, cell, buffer, capacity);
    return fault != NULL ? fault : hinge_wording_cell(column, cell, buffer, capacity);
}

void hinge_published_cell(const struct hinge_table *table, size_t column, size_t row,
                          const struct hinge_writer_options *options, struct hinge_text *cell)
{
    char buffer[640];
    const struct hinge_column *c = &table->column[column];
    bool text = c->type == HINGE_COLUMN_TEXT && c->text[row] != NULL;
    if (!text || *c->text[row] == '\0') {
        hinge_display_cell(table, column, row, options->full_precision, cell);
        return;
    }
    const char *label = label_of(options, c->text[row]);
    const char *words = label != NULL ? label
                        : options->ids
                            ? c->text[row]
                            : hinge_published_words(c->name, c->text[row], buffer, sizeof buffer);
    cell->length = 0;
    hinge_display_escape(cell, words);
}

/* --- why a cell is a dash --- */

int hinge_mark_of(const struct hinge_table *table, size_t column, size_t row)
{
    if (hinge_table_why(table, column, row) == NULL)
        return -1;
    return table->column[column].why[row] - 1;
}

char hinge_mark_letter(int mark)
{
    static const char letters[] = "abcdefghijklmnoprstuvwxy";
    return mark < 0 || mark >= HINGE_MARK_LETTERS ? '*' : letters[mark];
}

const char *hinge_mark_text(int mark)
{
    static const char *const letters[HINGE_MARK_LETTERS] = {"ᵃ", "ᵇ", "ᶜ", "ᵈ", "ᵉ", "ᶠ", "ᵍ", "ʰ",
                                                            "ⁱ", "ʲ", "ᵏ", "ˡ", "ᵐ", "ⁿ", "ᵒ", "ᵖ",
                                                            "ʳ", "ˢ", "ᵗ", "ᵘ", "ᵛ", "ʷ", "ˣ", "ʸ"};
    return mark < 0 || mark >= HINGE_MARK_LETTERS ? "*" : letters[mark];
}

/* The reason of a mark, NULL past the last that some cell has. */
static const char *mark_reason(const struct hinge_table *table, int mark)
{
    return mark >= 0 && (size_t)mark < table->n_why ? table->why[mark] : NULL;
}

static bool is_used(const struct hinge_table *table, int mark)
{
    for (size_t c = 0; c < table->n_columns; c++)
        for (size_t r = 0; table->column[c].why != NULL && r < table->rows; r++)
            if (hinge_mark_of(table, c, r) == mark)
                return true;
    return false;
}

void hinge_published_say(struct hinge_text *out, const char *sentence,
                         const struct hinge_label_list *labels)
{
    char id[128];
    while (*sentence != '\0') {
        size_t n = *sentence == '\'' ? strcspn(sentence + 1, "'") : 0;
        snprintf(id, sizeof id, "%.*s", (int)n, sentence + 1);
        const char *own = n > 0 && n < sizeof id ? hinge_wording_label(labels, id) : NULL;
        if (own != NULL) {
            hinge_text_printf(out, "'%s'", own);
            sentence += n + 2;
        } else {
            hinge_text_add(out, sentence++, 1);
        }
    }
}

void hinge_marks_line(const struct hinge_table *table, const struct hinge_writer_options *options,
                      struct hinge_text *out)
{
    char buffer[128];
    const char *reason, *before = "";
    struct hinge_text said = {0};
    for (int m = 0; (reason = mark_reason(table, m)) != NULL; m++) {
        if (!is_used(table, m))
            continue;
        hinge_text_printf(out, "%s%s ", before, hinge_mark_text(m));
        said.length = 0;
        hinge_published_say(
            &said, options->ids ? reason : hinge_wording_reason(reason, buffer, sizeof buffer),
            options->labels);
        hinge_display_escape(out, hinge_text_string(&said));
        before = "; ";
    }
    hinge_text_clear(&said);
}
