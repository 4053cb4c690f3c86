/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The minimal detectable change of a request. In: what icc wrote, or numbers with their units; out:
 * the options mdc and mdc_of. */
#include "compare/comparison.h"
#include "report/people/amounts.h"
#include "report/print/quantity.h"
#include "stats/run/calls.h"

#include <hinge/compare.h>

/* "lumbar_fraction, descent, by session, cue=none, 12 people": what an icc was of. */
static void describe_icc(const json_t *document, const char *outcome, char *about, size_t capacity)
{
    static const struct {
        const char *option, *before;
    } parts[] = {{"phase", ", "}, {"rater", ", by "}, {"filter", ", "}};
    const json_t *request = json_object_get(document, "request");
    const json_t *results = json_object_get(document, "results");
    const json_t *several = json_object_get(results, "outcomes");
    if (several != NULL)
        results = json_object_get(several, outcome);
    const json_t *people = json_object_get(results, "n_targets");
    size_t used = (size_t)snprintf(about, capacity, "%s", outcome);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && used < capacity; i++) {
        const char *text = json_string_value(json_object_get(request, parts[i].option));
        if (text != NULL)
            used += (size_t)snprintf(about + used, capacity - used, "%s%s", parts[i].before, text);
    }
    if (json_is_integer(people) && used < capacity)
        snprintf(about + used, capacity - used, ", %lld people",
                 (long long)json_integer_value(people));
}

/* Whether the request may have this outcome; those of cues are not known before their
 * table is read. */
static bool has_outcome(const struct hinge_stats_request *request, const char *name)
{
    const char *outcome = hinge_stats_request_text(request, "outcome");
    const json_t *several = json_object_get(request->json, "outcome"), *item;
    size_t i;
    json_array_foreach((json_t *)several, i, item)
    {
        if (json_is_string(item) && strcmp(json_string_value(item), name) == 0)
            return true;
    }
    return outcome != NULL ? strcmp(outcome, name) == 0 : several == NULL;
}

/* What an icc says, of one outcome or of several, for those that the request has. */
struct stated {
    json_t *each; /* outcome: mdc; "" where the icc names none */
    struct hinge_text of;
    size_t found; /* also for others */
};

/* A number for the one outcome of the request, or one for each of several. */
static enum hinge_status set_mdc(struct hinge_stats_request *request, const json_t *document,
                                 const struct stated *stated, const char *path,
                                 struct hinge_error *error)
{
    char about[600];
    bool one = !json_is_array(json_object_get(request->json, "outcome"));
    const char *outcome = one ? hinge_stats_request_text(request, "outcome") : NULL;
    json_t *value = json_object_get(stated->each, outcome != NULL ? outcome : "");
    if (value == NULL)
        value = json_object_get(stated->each, "");
    if (stated->found == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: not the JSON result of icc: no mdc95_agreement", path);
    if (json_object_size(stated->each) == 0)
        return hinge_usage(error, "--mdc %s: this icc is of %s, not of %s; make one of %s", path,
                           hinge_text_string((struct hinge_text *)&stated->of),
                           outcome != NULL ? outcome : "the outcomes asked for",
                           outcome != NULL ? outcome : "them");
    json_object_set(request->json, "mdc", value != NULL ? value : stated->each);
    describe_icc(document, outcome != NULL ? outcome : "", about, sizeof about);
    return outcome != NULL && hinge_stats_request_takes(request, "mdc_of")
               ? hinge_stats_request_set(request, "mdc_of", about, error)
               : HINGE_OK;
}

enum hinge_status hinge_comparison_mdc(struct hinge_stats_request *request, const char *path,
                                       struct hinge_error *error)
{
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    struct stated stated = {0};
    enum hinge_status status = hinge_file_read(path, path, (size_t)64 << 20, &bytes, error);
    json_auto_t *document = status == HINGE_OK ? json_loads(bytes.data, 0, NULL) : NULL;
    if (status == HINGE_OK) {
        json_t *results = json_object_get(document, "results"), *item;
        json_t *several = json_object_get(results, "outcomes");
        const char *name =
            json_string_value(json_object_get(json_object_get(document, "request"), "outcome"));
        json_auto_t *all = several != NULL ? json_incref(several)
                                           : json_pack("{s:O?}", name != NULL ? name : "", results);
        stated.each = json_object();
        json_object_foreach(all, name, item)
        {
            json_t *value = json_object_get(item, "mdc95_agreement");
            if (!json_is_number(value))
                continue;
            hinge_text_printf(&stated.of, "%s%s", stated.of.length > 0 ? ", " : "", name);
            stated.found++;
            if (*name == '\0' || has_outcome(request, name))
                json_object_set(stated.each, name, value);
        }
    }
    if (status == HINGE_OK)
        status = set_mdc(request, document, &stated, path, error);
    hinge_text_clear(&stated.of);
    json_decref(stated.each);
    return status;
}

/* --- numbers with their units --- */

/* Makes *amount the number that it is in the unit of an outcome, `unit` that of its column. */
static bool read_amount(struct hinge_comparison *c, const char *outcome, const char *unit,
                        json_t *given, json_t **amount)
{
    const long at = hinge_table_find(c->table, outcome);
    unit = unit != NULL && *unit != '\0' ? unit : NULL;
    const struct hinge_unit_words *words = at >= 0 && unit == NULL
                                               ? hinge_column_unit(&c->table->column[at])
                                               : hinge_readers_unit(outcome, unit);
    char number[40];
    double value;
    snprintf(number, sizeof number, "%.17g", json_number_value(given));
    const char *text = json_is_number(given) ? number : json_string_value(given);
    if (text != NULL && !hinge_comparison_take(c, hinge_amount_read("--mdc", text, outcome, words,
                                                                    text, &value, c->error)))
        return false;
    json_decref(*amount);
    *amount = json_is_string(given) ? json_real(value) : json_incref(given);
    return true;
}

/* Of those that the number may be for: the outcomes of the request, or the primary ones of its
 * plan. A number for several units is for none of them, which rows of the answer say. */
static bool read_alone(struct hinge_comparison *c, json_t *mdc, json_t **amount)
{
    const json_t *outcome = json_object_get(c->request->json, "outcome"),
                 *plan = json_object_get(c->request->json, "plan");
    const struct hinge_names names = hinge_names_of(&c->arena, outcome);
    json_auto_t *primary = json_array();
    const char *id;
    json_t *cue, *row;
    size_t k;
    bool several = false;
    for (size_t i = 0; i < names.n; i++)
        if (names.name[i] != NULL && !read_amount(c, names.name[i], NULL, mdc, amount))
            return false;
    json_object_foreach(json_object_get(plan, "cues"), id, cue)
    {
        json_array_foreach(json_object_get(cue, "outcomes"), k, row)
        {
            const char *role = json_string_value(json_object_get(row, "role"));
            if (strcmp(hinge_or_empty(role), "primary") != 0)
                continue;
            json_array_append(primary, row);
            several = several || !json_equal(json_object_get(row, "unit"),
                                             json_object_get(json_array_get(primary, 0), "unit"));
        }
    }
    json_array_foreach(primary, k, row)
    {
        const char *of = json_string_value(json_object_get(row, "outcome"));
        if (of != NULL && !(several && json_is_number(mdc)) &&
            !read_amount(c, of, json_string_value(json_object_get(row, "unit")), mdc, amount))
            return false;
    }
    return *amount != NULL || !json_is_string(mdc) ||
           read_amount(c, "OUTCOME", NULL, mdc, amount); /* a unit of nothing */
}

bool hinge_comparison_amounts(struct hinge_comparison *c)
{
    json_t *mdc = json_object_get(c->request->json, "mdc"), *each, *amount = NULL;
    const char *name;
    if (json_is_object(mdc)) {
        json_auto_t *numbers = json_object();
        json_object_foreach(mdc, name, each)
        {
            amount = NULL;
            if (!read_amount(c, name, NULL, each, &amount))
                return false;
            json_object_set_new(numbers, name, amount);
        }
        json_object_set(c->request->json, "mdc", numbers);
    } else if (json_is_number(mdc) ||
               (json_is_string(mdc) && strcmp(json_string_value(mdc), "auto") != 0)) {
        const bool good = read_alone(c, mdc, &amount);
        if (good && amount != NULL)
            json_object_set(c->request->json, "mdc", amount);
        json_decref(amount);
    }
    return c->status == HINGE_OK;
}
