/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is published: words for ids, rows that are alike, and errors as documents. */
#include "report/print/published.h"

#include "faults/fault.h"
#include "report/people/repetitions.h"
#include "report/print/display.h"
#include "table/columns.h"

/* --- Ids in, what a paper prints out. --- */

const char *hinge_published_unit(const struct hinge_column *column)
{
    bool count = column->digits == 0 && strcmp(column->unit, "1") == 0;
    if (column->type != HINGE_COLUMN_NUMBER || count)
        return "";
    if (*column->unit != '\0')
        return hinge_wording_symbol(column->unit);
    return hinge_wording_unit(column->name);
}

void hinge_published_unit_after(const struct hinge_column *column, struct hinge_text *heading)
{
    char bracket[128];
    const char *unit = hinge_published_unit(column);
    snprintf(bracket, sizeof bracket, "(%s", unit); /* "Age (years)" has it */
    if (*unit != '\0' && strcmp(unit, "–") != 0 &&
        strstr(hinge_text_string(heading), bracket) == NULL)
        hinge_text_printf(heading, " (%s)", unit);
}

const char *hinge_fault_name(const struct hinge_label_list *labels, const char *id,
                             enum hinge_naming usual)
{
    const enum hinge_naming by = hinge_naming_of(labels, usual);
    const struct hinge_fault *fault = hinge_fault_built_in(id);
    char key[96];
    snprintf(key, sizeof key, "%s" HINGE_FAULT_SHORT, id);
    const bool plain = by == HINGE_PLAIN || usual == HINGE_PLAIN;
    const char *whole = hinge_wording_label(labels, id),
               *brief = plain ? hinge_wording_label(labels, key) : NULL;
    if (brief != NULL && (whole == NULL || by == HINGE_PLAIN))
        return brief;
    return whole != NULL       ? whole
           : fault == NULL     ? id
           : by == HINGE_PLAIN ? fault->brief
                               : fault->title;
}

const char *hinge_fault_family_name(const struct hinge_label_list *labels, const char *speaker,
                                    size_t kinds, char *buffer, size_t capacity)
{
    snprintf(buffer, capacity, "%s" HINGE_FAULT_FAMILY, speaker);
    const struct hinge_fault *fault = hinge_fault_built_in(speaker);
    const char *brief = hinge_fault_name(labels, speaker, HINGE_PLAIN),
               *name = hinge_wording_label(labels, buffer);
    const bool translated = name == NULL && fault != NULL && brief != fault->brief;
    name = name != NULL || fault == NULL ? name : fault->family;
    if (kinds == 1 || name == NULL || (kinds == 0 && translated))
        return brief;
    if (kinds == 0)
        return name;
    snprintf(buffer, capacity, "%s (%zu kinds)", name, kinds);
    return buffer;
}

const char *hinge_severity_words(const char *id, char *buffer, size_t capacity)
{
    const struct hinge_fault *fault = hinge_fault_built_in(id);
    static const char of[] = "severity of ";
    if (fault == NULL)
        return NULL;
    const bool measured = fault->measure != NULL;
    snprintf(buffer, capacity, "%s%s", measured ? "" : of,
             measured ? fault->measure : fault->title);
    hinge_wording_small(buffer + (measured ? 0 : strlen(of)));
    return buffer;
}

const char *hinge_severity_title(const char *column, char *buffer, size_t capacity)
{
    const char *fault = hinge_severity_fault(column);
    return fault != NULL && hinge_severity_words(fault, buffer, capacity) != NULL
               ? hinge_wording_capital(buffer)
               : hinge_wording_title(column, buffer, capacity);
}

const char *hinge_fault_words(const struct hinge_label_list *labels, const char *column,
                              char *buffer, size_t capacity)
{
    const char *severity = hinge_severity_fault(column);
    return severity != NULL ? hinge_severity_words(severity, buffer, capacity)
           : hinge_fault_built_in(column) != NULL
               ? hinge_fault_name(labels, column, HINGE_TECHNICAL)
               : NULL;
}

const char *hinge_published_fault(const struct hinge_label_list *labels, const char *column,
                                  const char *cell, char *buffer, size_t capacity)
{
    if (!hinge_listed("fault|outcome|other", '|', column))
        return NULL;
    const char *words = hinge_fault_words(labels, cell, buffer, capacity);
    return words == buffer ? hinge_wording_capital(buffer) : words;
}

const char *hinge_published_words(const struct hinge_label_list *labels, const char *column,
                                  const char *cell, char *buffer, size_t capacity)
{
    const char *theirs = hinge_wording_label(labels, cell),
               *words = theirs != NULL
                            ? theirs
                            : hinge_published_fault(labels, column, cell, buffer, capacity);
    return words != NULL ? words : hinge_wording_cell(column, cell, buffer, capacity);
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

void hinge_published_add(struct hinge_text *out, const char *sentence,
                         const struct hinge_label_list *labels)
{
    char id[512];
    cleared_by(hinge_text_clear) struct hinge_text theirs = {0};
    while (*sentence != '\0') {
        size_t n = *sentence == '\'' ? strcspn(sentence + 1, "'") : 0;
        snprintf(id, sizeof id, "%.*s", (int)n, sentence + 1);
        theirs.length = 0;
        if (n > 0 && n < sizeof id && hinge_wording_labelled(labels, id, &theirs)) {
            hinge_text_printf(out, "'%s'", hinge_text_string(&theirs));
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
    const char *before = "";
    cleared_by(hinge_text_clear) struct hinge_text line = {0};
    for (size_t m = 0; m < table->n_why; m++) {
        const char *reason = table->why[m];
        bool used = false;
        for (size_t c = 0; c < table->n_columns; c++)
            for (size_t r = 0; table->column[c].why != NULL && r < table->rows && !used; r++)
                used = hinge_mark_of(table, c, r) == (int)m;
        if (!used)
            continue;
        hinge_text_printf(out, "%s%s ", before, hinge_mark_text((int)m));
        line.length = 0;
        hinge_published_add(
            &line, options->ids ? reason : hinge_wording_reason(reason, buffer, sizeof buffer),
            options->labels);
        hinge_text_shown(out, hinge_text_string(&line));
        before = "; ";
    }
}

/* --- A table as it is printed. --- */

void hinge_printed_make(const struct hinge_table *table, const struct hinge_writer_options *options,
                        struct hinge_printed *printed)
{
    struct hinge_arena arena = {0};
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    size_t columns = table->n_columns;
    bool *is_number = hinge_arena_alloc(&arena, columns + 1, sizeof *is_number);
    struct hinge_printed_cell *cell =
        hinge_arena_alloc(&arena, (table->rows + 1) * columns + 1, sizeof *cell);
    for (size_t c = 0; c < columns; c++) {
        /* the heading, "Lumbar fraction (–)", escaped for a screen */
        char buffer[128], word[8];
        const struct hinge_column *of = &table->column[c];
        const char *label = hinge_wording_label(options->labels, of->name);
        const bool id = label == NULL && options->ids; /* it says its unit */
        const bool titled = *of->title != '\0' && hinge_severity_fault(of->name) == NULL;
        const char *words = label != NULL ? label
                            : id          ? of->name
                            : titled      ? of->title
                                          : hinge_severity_title(of->name, buffer, sizeof buffer);
        text.length = 0;
        hinge_text_shown(&text, words);
        if (!id)
            hinge_published_unit_after(of, &text);
        is_number[c] = hinge_display_is_number(of);
        cell[c].text = hinge_arena_strdup(&arena, hinge_text_string(&text));
        /* the symbol of a statistic, which a paper sets in italics: "p" of "p (Holm)" */
        snprintf(word, sizeof word, "%.*s", (int)strcspn(cell[c].text, " "), cell[c].text);
        if (!options->ids && hinge_listed("d_z|g|p", '|', word))
            cell[c].symbol = strlen(word);
        cell[c].mark = -1;
    }
    for (size_t i = 0; i < table->rows * columns; i++) {
        /* its ids in words; "-" if it is missing */
        struct hinge_printed_cell *to = &cell[columns + i];
        char buffer[640];
        const size_t c = i % columns, r = i / columns;
        const struct hinge_column *of = &table->column[c];
        const char *id = of->type == HINGE_COLUMN_TEXT ? hinge_or_empty(of->text[r]) : "",
                   *label = hinge_wording_label(options->labels, id);
        text.length = 0;
        if (*id == '\0')
            hinge_display_cell(table, c, r, options->full_precision, &text);
        else
            hinge_text_shown(&text, options->ids
                                        ? label != NULL ? label : id
                                        : hinge_published_words(options->labels, of->name, id,
                                                                buffer, sizeof buffer));
        to->text = hinge_arena_strdup(&arena, hinge_text_string(&text));
        to->missing = strcmp(to->text, "-") == 0;
        to->mark = hinge_mark_of(table, c, r);
    }
    text.length = 0;
    hinge_marks_line(table, options, &text);
    *printed = (struct hinge_printed){
        .title = *hinge_or_empty(options->title) != '\0' ? options->title : NULL,
        .footer = *hinge_or_empty(options->footer) != '\0' ? options->footer : NULL,
        .marks = text.length > 0 ? hinge_arena_strdup(&arena, hinge_text_string(&text)) : NULL,
        .rows = table->rows,
        .columns = columns,
        .is_number = is_number,
        .head = cell,
        .cell = cell + columns};
    printed->arena = arena;
}

/* --- Laird 2016: minimal detectable changes between sessions at 90 % (method 11). --- */

enum { SHARE, RANGE, KINDS };
static const struct {
    const char *what, *value;
} published[KINDS] = {[SHARE] = {"the lumbar ÷ (lumbar + pelvis) fraction (0.08 to 0.15)",
                                 "8 to 15 percentage points"},
                      [RANGE] = {"most ranges of motion", "5 to 15 deg"}};

/* Ids, and ids followed by a bin or part ("lumbar_excursion_deg_q1"). Laird's share is of lumbar
 * and pelvis; lumbar_fraction, of lumbar and hip, is another ratio and has no published error. */
static const struct {
    const char *id;
    int kind;
} outcomes[] = {{"lumbar_pelvis_fraction", SHARE},
                {"lumbar_excursion_deg", RANGE},
                {"pelvis_excursion_deg", RANGE},
                {"trunk_excursion_deg", RANGE},
                {"total_excursion_deg", RANGE}};

static int kind_of(const char *outcome)
{
    static const char matched[] = "matched_";
    const char *fault = hinge_severity_fault(outcome);
    if (outcome == NULL)
        return KINDS;
    if (fault != NULL)
        outcome = fault;
    if (strncmp(outcome, matched, sizeof matched - 1) == 0)
        outcome += sizeof matched - 1;
    const struct hinge_fault *row = hinge_fault_built_in(outcome);
    if (row != NULL)
        return row->range_of_motion ? RANGE : KINDS;
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
        size_t n = strlen(outcomes[i].id);
        if (strncmp(outcomes[i].id, outcome, n) == 0 && (outcome[n] == '\0' || outcome[n] == '_'))
            return outcomes[i].kind;
    }
    return KINDS;
}

const char *hinge_published_error_of(const char *outcome)
{
    int kind = kind_of(outcome);
    return kind < KINDS ? published[kind].value : NULL;
}

/* Sets what kinds of outcomes have an mdc, in `node` and below it; `outcome` is that of
 * the objects around it. */
static void look(const json_t *node, const char *outcome, bool seen[KINDS])
{
    const char *key, *named = json_string_value(json_object_get(node, "outcome"));
    json_t *value;
    size_t i;
    outcome = named != NULL ? named : outcome;
    json_array_foreach(node, i, value)
    {
        look(value, outcome, seen);
    }
    json_object_foreach((json_t *)node, key, value)
    {
        int kind = kind_of(outcome);
        if (strncmp(key, "mdc", 3) == 0 && json_is_number(value) && kind < KINDS)
            seen[kind] = true;
        /* results of several outcomes stand under their ids */
        look(value, kind_of(key) < KINDS ? key : outcome, seen);
    }
}

void hinge_published_error_note(const json_t *root, struct hinge_text *words)
{
    bool seen[KINDS] = {false};
    const char *before =
        "Measurement error, for comparison: the MDC90 between sessions (Laird 2016) is ";
    look(json_object_get(root, "results"),
         json_string_value(json_object_get(json_object_get(root, "request"), "outcome")), seen);
    for (int kind = 0; kind < KINDS; kind++)
        if (seen[kind]) {
            hinge_text_printf(words, "%s%s for %s", before, published[kind].value,
                              published[kind].what);
            before = "; ";
        }
    if (strcmp(before, "; ") == 0)
        hinge_text_adds(words, ". MDC95 is 1.19 times MDC90.\n");
}

/* --- The main cell of recordings in words. --- */

/* "the bodyweight hinge at 8 kg, before practice": the conditions that differ; nothing if none
 * does. */
void hinge_condition_words(const struct hinge_table *recordings, const bool differs[HINGE_AXES],
                           size_t row, const struct hinge_label_list *labels,
                           struct hinge_text *out)
{
    const size_t from = out->length;
    const bool practised =
        hinge_table_row_of(recordings, "stage", hinge_stage_name(HINGE_STAGE_PRACTICE), 0) !=
        SIZE_MAX;
    for (size_t k = HINGE_EVIDENCE_AXES; k < HINGE_AXES; k++) {
        char buffer[HINGE_AXIS_TEXT], words[160];
        if (!differs[k]) /* nor is there a row where nobody is used */
            continue;
        const char *column = hinge_axes[k].column,
                   *text = hinge_axis_text(recordings, k, row, buffer),
                   *theirs = hinge_wording_label(labels, text);
        const bool task = strcmp(column, "task") == 0,
                   bare = strcmp(column, "stage") == 0 && !practised &&
                          hinge_stage_of(text) != HINGE_STAGE_NONE; /* before */
        if (!task && out->length == from)
            hinge_text_adds(out, "the movement");
        if (task && *text == '\0')
            hinge_text_adds(out, "an unnamed movement");
        else if (task)
            hinge_text_printf(out, "%s%s", theirs != NULL ? "" : "the ",
                              hinge_published_words(labels, column, text, words, sizeof words));
        else
            hinge_text_printf(
                out,
                bare ? " (%s)"
                : differs[hinge_axis_of("stage")] && hinge_listed("cue,rater", ',', column) ? ", %s"
                                                                                            : " %s",
                bare ? text : hinge_wording_level(column, false, text, words, sizeof words));
    }
}

/* "12 recordings of 6 participants"; a recording of nobody is of a participant of its own. */
static void add_recordings(const struct hinge_table *recordings, const size_t *row, size_t n,
                           bool others, struct hinge_text *out)
{
    cleared_by(hinge_intern_clear) struct hinge_intern seen = {0};
    size_t nobody = 0;
    for (size_t i = 0; i < n; i++) {
        const char *who = hinge_table_word(recordings, "participant", row[i]);
        nobody += *who == '\0';
        if (*who != '\0')
            hinge_intern_number(&seen, who);
    }
    const size_t people = nobody + seen.n;
    hinge_text_printf(out,
                      others ? "%zu other recording%s (%zu participant%s)"
                             : "the %zu recording%s of %zu participant%s",
                      n, HINGE_S(n), people, HINGE_S(people));
}

void hinge_alike_find(const struct hinge_table *trials, const char *asked, const char *filter,
                      const struct hinge_label_list *labels, struct hinge_alike *alike)
{
    size_t *row = hinge_alloc(trials->rows, sizeof *row), n = 0, others = 0;
    *alike = (struct hinge_alike){.differs = false};
    hinge_text_adds(&alike->filter, filter);
    for (size_t r = 0; r < trials->rows; r++)
        if (hinge_use_of_row(trials, false, r) == HINGE_USE_USED)
            row[n++] = r;
    bool differs[HINGE_AXES], kinds = false;
    const char *words[HINGE_AXES];
    size_t n_words = 0;
    bool named[HINGE_AXES]; /* the task says whether its faults count */
    hinge_axes_differ(trials, row, n, asked, differs);
    memcpy(named, differs, sizeof named);
    named[hinge_axis_of("counted")] &= !differs[hinge_axis_of("task")];
    for (size_t k = 0; k < HINGE_AXES; k++) {
        alike->differs = alike->differs || differs[k];
        kinds = kinds || (k < HINGE_EVIDENCE_AXES && named[k]);
        if (named[k] && !(differs[0] && hinge_axes[k].of_tier))
            words[n_words++] = hinge_axes[k].words;
    }
    alike->by_cue = n_words == 1 && differs[hinge_axis_of("cue")];
    if (alike->differs) {
        cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
        cleared_by(freed) size_t *all = hinge_alloc(n, sizeof *all),
                                 *rest = hinge_alloc(n, sizeof *rest);
        memcpy(all, row, n * sizeof *row);
        const size_t kept = hinge_main_cell(trials, row, n, differs);
        for (size_t i = 0, k = 0; i < n; i++) {
            if (k < kept && row[k] == all[i])
                k++;
            else
                rest[others++] = all[i];
        }
        /* one zero joins those that differ in nothing else */
        for (size_t i = 0; i < others && alike->joins.length == 0; i++)
            if (hinge_kinds_differ_in_zero(trials, row[0], rest[i]))
                hinge_text_adds(&alike->joins, HINGE_ONE_ZERO);
        hinge_cell_filter(trials, differs, row[0], &alike->filter);
        add_recordings(trials, row, kept, false, &alike->these);
        if (kinds)
            hinge_text_printf(&alike->these, " with %s",
                              hinge_kind_name_among(&arena, trials, named, all, n, row[0]));
        cleared_by(hinge_text_clear) struct hinge_text done = {0};
        hinge_condition_words(trials, differs, row[0], labels, &done);
        if (done.length > 0)
            hinge_text_printf(&alike->these, " of %s", hinge_text_string(&done));
        add_recordings(trials, rest, others, true, &alike->others);
        hinge_text_printf(&alike->others, " differ%s in ", others == 1 ? "s" : "");
        hinge_list_words(&alike->others, words, n_words, " and ");
    }
    free(row);
}

void hinge_alike_clear(struct hinge_alike *alike)
{
    hinge_text_clear(&alike->filter);
    hinge_text_clear(&alike->these);
    hinge_text_clear(&alike->others);
    hinge_text_clear(&alike->joins);
}
