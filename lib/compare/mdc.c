/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The minimal detectable change of a request. In: what icc wrote; out: the options mdc and
 * mdc_of. */
#include "stats/run/calls.h"

#include <hinge/compare.h>
#include <jansson.h>

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
