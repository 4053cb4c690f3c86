/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every number in the rows of landmark sets, faults and metrics, against stored digests
 * (registry.list, a line a table): a slip in a row that no recording of the other tests
 * shows. HINGE_ACCEPT=yes writes the list. */
#include "test.h"

#include "base/hash.h"
#include "base/text.h"
#include "faults/fault.h"
#include "landmarks/landmarks.h"
#include "metrics/metric.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put_digest(struct hinge_text *list, const char *kind, const char *id,
                       struct hinge_text *rows)
{
    char digest[HINGE_SHA256_TEXT];
    assert_works(hinge_sha256(rows->data, rows->length, digest, &why));
    hinge_text_printf(list, "%s %s %.16s\n", kind, id, digest);
    rows->length = 0;
}

static void put_landmarks(struct hinge_text *list, struct hinge_text *rows)
{
    size_t n;
    const struct hinge_landmark_set *const *set = hinge_landmark_set_list(&n);
    for (size_t i = 0; i < n; i++) {
        hinge_text_printf(rows, "%d %u %d %d\n", (int)set[i]->family, set[i]->layout_flags,
                          set[i]->sided, set[i]->axes);
        for (struct hinge_landmark_name name = {0}; hinge_landmark_next(set[i], &name);)
            hinge_text_printf(rows, "%s %d %d %u\n", name.source, (int)name.landmark, name.rank,
                              name.flags);
        put_digest(list, "landmarks", set[i]->id, rows);
    }
}

static void put_gate(struct hinge_text *rows, const struct hinge_gate *g)
{
    hinge_text_printf(rows, " gate %d %d %d %d %d %d %.17g %d %d %d %d %d %d %d %d %.17g %d",
                      g->used, (int)g->signal, (int)g->over, (int)g->phase, (int)g->relative,
                      (int)g->statistic, g->least, g->below, g->nod, g->absolute, g->if_known,
                      g->fallback, (int)g->reason, g->uncertain, (int)g->otherwise, g->severity,
                      g->lasting);
}

static void put_faults(struct hinge_text *list, struct hinge_text *rows)
{
    size_t n;
    const struct hinge_fault_family *const *family = hinge_fault_family_list(&n);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < family[i]->n; k++) {
            const struct hinge_fault *f = &family[i]->row[k];
            hinge_text_printf(rows, "%s %d %d %d %d %d %d %d %.17g %.17g %.17g %.17g %d", f->id,
                              (int)f->statistic, (int)f->signal, (int)f->over, (int)f->phase,
                              f->has_fallback, (int)f->fallback, f->fallback_differs,
                              f->fallback_offset, f->fallback_sign, f->fallback_threshold,
                              f->fallback_margin, (int)f->relative);
            hinge_text_printf(rows, " %.17g %.17g %d %.17g %.17g %.17g %.17g %d %d %d", f->offset,
                              f->sign, f->absolute, f->threshold, f->margin[0], f->margin[1],
                              f->margin[2], f->within, f->never_negative, f->strict_noise);
            hinge_text_printf(rows, " %.17g %d %d %d %d %d", f->noise_adds, f->deep_margin,
                              f->by_side + 2 * f->to_side, f->wall_stops, f->of_driver,
                              (int)f->needs);
            for (size_t g = 0; g < HINGE_GATES; g++)
                put_gate(rows, &f->gate[g]);
            hinge_text_puts(rows, "\n");
        }
        put_digest(list, "faults", family[i]->id, rows);
    }
}

static void put_metrics(struct hinge_text *list, struct hinge_text *rows)
{
    size_t n;
    const struct hinge_metric_family *const *family = hinge_metric_family_list(&n);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < family[i]->n; k++) {
            const struct hinge_metric *m = &family[i]->metric[k];
            hinge_text_printf(rows, "%s %s %d %u %s\n", m->id, m->unit, m->digits, m->phases,
                              m->aggregate);
        }
        put_digest(list, "metrics", family[i]->id, rows);
    }
}

TEST(rows_are_as_they_were)
{
    cleared_by(hinge_text_clear) struct hinge_text list = {0}, rows = {0}, stored = {0};
    char path[1024], line[256];
    const char *root = getenv("HINGE_ROOT"), *accept = getenv("HINGE_ACCEPT");
    bool writes = accept != NULL && strcmp(accept, "yes") == 0;
    put_landmarks(&list, &rows);
    put_faults(&list, &rows);
    put_metrics(&list, &rows);
    snprintf(path, sizeof path, "%s/tests/contract/registry.list", root != NULL ? root : ".");
    FILE *file = fopen(path, writes ? "w" : "r");
    assert_non_null(file);
    if (writes)
        fputs(hinge_text_string(&list), file);
    else
        while (fgets(line, sizeof line, file) != NULL)
            hinge_text_puts(&stored, line);
    fclose(file);
    if (!writes)
        assert_string_equal(hinge_text_string(&list), hinge_text_string(&stored));
}
