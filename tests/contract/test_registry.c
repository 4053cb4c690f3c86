/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every number in the rows of landmark sets, faults and metrics, against stored digests
 * (registry.list, a line a row): a slip in a row that no recording of the other tests
 * shows. Rows that differ are printed; HINGE_ACCEPT=yes writes the list. And what every row with a
 * fallback does where its first source was recorded and cannot be used. */
#include "test.h"

#include "plain_view.h"

#include "base/hash.h"
#include "base/text.h"
#include "faults/fault.h"
#include "landmarks/landmarks.h"
#include "metrics/metric.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the registries have: a line a row with its digest, and the rows as text, line by line. */
struct registry {
    struct hinge_text list, rows, row;
};

/* Ends a row. */
static void end_row(struct registry *r, const char *kind, const char *owner, const char *id)
{
    char digest[HINGE_SHA256_TEXT];
    assert_works(hinge_sha256(r->row.data, r->row.length, digest, &why));
    hinge_text_printf(&r->list, "%s %s/%s %.8s\n", kind, owner, id, digest);
    hinge_text_printf(&r->rows, "%s\n", hinge_text_string(&r->row));
    r->row.length = 0;
}

static void add_landmarks(struct registry *r)
{
    size_t n;
    const struct hinge_landmark_set *const *set = hinge_landmark_set_list(&n);
    for (size_t i = 0; i < n; i++) {
        hinge_text_printf(&r->row, "%d %u %d %d", (int)set[i]->family, set[i]->layout_flags,
                          set[i]->sided, set[i]->axes);
        end_row(r, "landmarks", set[i]->id, "");
        for (struct hinge_landmark_name name = {0}; hinge_landmark_next(set[i], &name);) {
            hinge_text_printf(&r->row, "%s %d %d %u", name.source, (int)name.landmark, name.rank,
                              name.flags);
            end_row(r, "landmarks", set[i]->id, name.source);
        }
    }
}

/* -1: none, however many signals there are. */
static int number_of(enum hinge_signal signal)
{
    return signal < HINGE_SIGNAL_COUNT ? (int)signal : -1;
}

static void add_gate(struct hinge_text *rows, const struct hinge_gate *g)
{
    hinge_text_printf(rows, " gate %d %d %d %d %d %d %.17g %d %d %d %d %d %d %d %d %.17g %d",
                      g->used, number_of(g->signal), number_of(g->over), (int)g->phase,
                      (int)g->relative, (int)g->statistic, g->least, g->below, g->nod, g->absolute,
                      g->if_known, g->fallback, (int)g->reason, g->uncertain, (int)g->otherwise,
                      g->severity, g->lasting);
}

static void add_faults(struct registry *r)
{
    size_t n;
    struct hinge_text *rows = &r->row;
    const struct hinge_fault_family *const *family = hinge_fault_family_list(&n);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < family[i]->n; k++) {
            const struct hinge_fault *f = &family[i]->row[k];
            hinge_text_printf(rows, "%s %d %d %d %d %d %d %d %.17g %.17g %.17g %.17g %d", f->id,
                              (int)f->statistic, number_of(f->signal), number_of(f->over),
                              (int)f->phase, f->has_fallback, number_of(f->fallback),
                              f->fallback_differs, f->fallback_offset, f->fallback_sign,
                              f->fallback_threshold, f->fallback_margin, (int)f->relative);
            hinge_text_printf(rows, " %.17g %.17g %d %.17g %.17g %.17g %.17g %d %d %d", f->offset,
                              f->sign, f->absolute, f->threshold, f->margin[0], f->margin[1],
                              f->margin[2], f->within, f->never_negative, f->strict_noise);
            hinge_text_printf(rows, " %.17g %d %d %d %d %d", f->noise_adds, f->deep_margin,
                              f->by_side + 2 * f->to_side, f->wall_stops, f->of_driver,
                              (int)f->needs);
            if (f->instead_in != NULL)
                hinge_text_printf(rows, " %s %d %.17g %.17g", f->instead_in, (int)f->instead,
                                  f->instead_offset, f->instead_sign);
            for (size_t g = 0; g < HINGE_GATES; g++)
                add_gate(rows, &f->gate[g]);
            end_row(r, "faults", family[i]->id, f->id);
        }
    }
}

static void add_metrics(struct registry *r)
{
    size_t n;
    const struct hinge_metric_family *const *family = hinge_metric_family_list(&n);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < family[i]->n; k++) {
            const struct hinge_metric *m = &family[i]->metric[k];
            hinge_text_printf(&r->row, "%s %s %d %u %s%s", m->id, m->unit, m->digits, m->phases,
                              m->aggregate, m->share ? " share" : "");
            end_row(r, "metrics", family[i]->id, m->id);
        }
    }
}

/* The line of a text that begins with the first `length` bytes of a line. */
static const char *line_in(const char *text, const char *line, size_t length)
{
    for (; *text != '\0'; text += strcspn(text, "\n") + 1)
        if (strncmp(text, line, length) == 0)
            return text;
    return NULL;
}

/* Says each row that is new or changed, as it is now. */
static unsigned show_rows(const struct registry *now, const char *stored)
{
    const char *line = hinge_text_string(&now->list), *row = hinge_text_string(&now->rows);
    unsigned n = 0;
    while (*line != '\0') {
        size_t length = strcspn(line, "\n"), name = length - strlen(" 12345678");
        size_t width = strcspn(row, "\n");
        if (line_in(stored, line, length + 1) == NULL) {
            const char *how = line_in(stored, line, name + 1) != NULL ? "changed" : "new";
            printf("%s: %.*s: %.*s\n", how, (int)name, line, (int)width, row);
            n++;
        }
        line += length + 1;
        row += width + 1;
    }
    return n;
}

static unsigned show_gone(const struct registry *now, const char *stored)
{
    unsigned n = 0;
    for (const char *line = stored; *line != '\0'; line += strcspn(line, "\n") + 1) {
        size_t name = strcspn(line, "\n") - strlen(" 12345678");
        if (line_in(hinge_text_string(&now->list), line, name + 1) == NULL) {
            printf("gone: %.*s\n", (int)name, line);
            n++;
        }
    }
    return n;
}

TEST(rows_are_as_they_were)
{
    struct registry now = {0};
    cleared_by(hinge_text_clear) struct hinge_text stored = {0};
    char path[1024], line[512];
    const char *root = getenv("HINGE_ROOT"), *accept = getenv("HINGE_ACCEPT");
    bool writes = accept != NULL && strcmp(accept, "yes") == 0;
    add_landmarks(&now);
    add_faults(&now);
    add_metrics(&now);
    snprintf(path, sizeof path, "%s/tests/contract/registry.list", root != NULL ? root : ".");
    FILE *file = fopen(path, writes ? "w" : "r");
    assert_non_null(file);
    if (writes)
        fputs(hinge_text_string(&now.list), file);
    else
        while (fgets(line, sizeof line, file) != NULL)
            hinge_text_adds(&stored, line);
    fclose(file);
    if (!writes && strcmp(hinge_text_string(&now.list), hinge_text_string(&stored)) != 0) {
        unsigned n = show_rows(&now, hinge_text_string(&stored));
        n += show_gone(&now, hinge_text_string(&stored));
        if (n == 0)
            puts("rows are in another order, or one of several alike is gone");
        puts("Where every change is meant: HINGE_ACCEPT=yes build/tests/contract/test_registry");
        fail();
    }
    hinge_text_clear(&now.list);
    hinge_text_clear(&now.rows);
    hinge_text_clear(&now.row);
}

/* --- what stands in for something that was not recorded --- */

/* A repetition in which everything was recorded but the first source of a row, which is missing for
 * that reason. */
static struct hinge_fault_outcome
judged_without(const struct hinge_fault *row, enum hinge_reason reason, struct hinge_value *values)
{
    static struct plain p;
    struct hinge_fault_outcome outcome;
    bool onset = row->statistic == HINGE_STATISTIC_ONSET_LEAST;
    enum hinge_signal source = onset ? row->over : row->signal;
    plain_init(&p, 'A');
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
        if (s != HINGE_SIGNAL_neck_flex && s != HINGE_SIGNAL_driver)
            plain_set(&p, (enum hinge_signal)s, 0, 20);
    plain_set(&p, HINGE_SIGNAL_neck_flex, 0, 0);
    if (row->only != NULL)
        p.view.task = hinge_task_find(row->only + strlen("task:"));
    p.info.side = "l";
    for (size_t m = 0; m < hinge_metric_count() * HINGE_PHASE_COUNT; m++)
        values[m] = hinge_value_of(0.5);
    if (row->statistic == HINGE_STATISTIC_METRIC) {
        values[row->metric_at * HINGE_PHASE_COUNT + (size_t)row->phase] =
            hinge_value_refuse(reason);
    } else {
        p.body.signal[source] = NULL;
        p.body.reason[source] = reason;
    }
    hinge_fault_judge(row, &p.view, values, NULL, &outcome);
    return outcome;
}

/* A plate that cannot be divided by a weight is no missing plate: the centre of mass in its place
 * gave the opposite verdict, and nobody was told. */
TEST(what_was_recorded_and_cannot_be_used_is_not_replaced)
{
    static const enum hinge_reason not_there[] = {HINGE_REASON_TIER_C_NO_LUMBAR,
                                                  HINGE_REASON_INFERRED,
                                                  HINGE_REASON_NO_FORCE,
                                                  HINGE_REASON_INSUFFICIENT_LANDMARKS,
                                                  HINGE_REASON_NO_POSITIONS,
                                                  HINGE_REASON_NO_SIDE,
                                                  HINGE_REASON_NO_REFERENCE_TRIAL,
                                                  HINGE_REASON_NO_THIGH,
                                                  HINGE_REASON_NO_HEAD,
                                                  HINGE_REASON_NO_FRONTAL};
    cleared_by(hinge_fault_table_clear) struct hinge_fault_table table = {0};
    hinge_fault_table_init(&table);
    struct hinge_value *values = calloc(hinge_metric_count() * HINGE_PHASE_COUNT, sizeof *values);
    assert_non_null(values);
    size_t rows = 0;
    for (size_t f = 0; f < table.n; f++) {
        rows += table.row[f].has_fallback;
        for (int r = 1; table.row[f].has_fallback && r < HINGE_REASON_COUNT; r++) {
            bool missing = false;
            for (size_t k = 0; k < sizeof not_there / sizeof *not_there; k++)
                missing = missing || (int)not_there[k] == r;
            struct hinge_fault_outcome o =
                judged_without(&table.row[f], (enum hinge_reason)r, values);
            bool replaced = o.reason == HINGE_REASON_OK && isfinite(o.severity);
            bool refused = (int)o.reason == r && o.state == HINGE_FAULT_REFUSED;
            if (missing ? !replaced : !refused)
                fail_msg("%s without its first source (%s): state %d, severity %g, %s",
                         table.row[f].id, hinge_reason_name((enum hinge_reason)r), o.state,
                         o.severity, hinge_reason_name(o.reason));
        }
    }
    assert_true(rows >= 7);
    free(values);
}
