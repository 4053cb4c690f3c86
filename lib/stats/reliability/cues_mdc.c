/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which minimal detectable change is whose, among the outcomes of cues. */
#include "stats/reliability/cues_mdc.h"

#include "stats/people/filter.h"
#include "table/names.h"

#include <string.h>

const char *hinge_cues_text(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

/* A row whose words found no memory has none; the run then ends. */
bool hinge_cues_is_primary(const json_t *row)
{
    const char *role = hinge_cues_text(row, "role");
    return role != NULL && strcmp(role, "primary") == 0;
}

/* Whether a cue of the plan is among the rows used. */
bool hinge_cues_has(const struct hinge_cues *c, const char *cue)
{
    return hinge_filter_has(c->a, c->row, c->n_rows, c->column, cue);
}

bool hinge_cues_units_differ(const struct hinge_cues *c)
{
    const char *first = NULL, *cue;
    json_t *planned, *entry;
    bool several = false;
    size_t i;
    json_object_foreach(json_object_get(c->plan, "cues"), cue, planned)
    {
        json_array_foreach(json_object_get(planned, "outcomes"), i, entry)
        {
            const char *unit = hinge_cues_text(entry, "unit");
            if (!hinge_cues_is_primary(entry) || unit == NULL || !hinge_cues_has(c, cue))
                continue;
            several = several || (first != NULL && strcmp(first, unit) != 0);
            first = unit;
        }
    }
    return several;
}

/* Whether a name is this outcome's: of a severity "severity:<fault>", as the fault's
 * own name is that of its verdicts. */
static bool is_name_of(const json_t *entry, const char *name)
{
    const char *column = hinge_cues_text(entry, "column"),
               *outcome = hinge_cues_text(entry, "outcome");
    const char *own = hinge_severity_fault(column) != NULL ? column : outcome;
    return name != NULL && own != NULL && strcmp(own, name) == 0;
}

/* The MDC of an outcome: its own of several, auto, or a number for the primary ones. */
json_t *hinge_cues_mdc(const struct hinge_cues *c, const json_t *entry)
{
    json_t *mdc = json_object_get(c->a->request, "mdc"), *own;
    const char *name;
    if (json_is_object(mdc)) {
        json_object_foreach(mdc, name, own)
        {
            if (is_name_of(entry, name))
                return own;
        }
        return NULL;
    }
    return json_is_string(mdc) || hinge_cues_is_primary(entry) ? mdc : NULL;
}

/* An MDC of what no cue was compared on was meant for something else. */
void hinge_cues_warn_unused(const struct hinge_cues *c)
{
    json_t *mdc = json_object_get(c->a->request, "mdc"), *value, *planned, *entry;
    const char *name, *cue;
    size_t i;
    json_object_foreach(json_is_object(mdc) ? mdc : NULL, name, value)
    {
        bool used = false, severity = false;
        json_object_foreach(json_object_get(c->plan, "cues"), cue, planned)
        {
            json_array_foreach(json_object_get(planned, "outcomes"), i, entry)
            {
                const char *outcome = hinge_cues_text(entry, "outcome");
                used = used || (hinge_cues_has(c, cue) && is_name_of(entry, name));
                severity = severity || (outcome != NULL && strcmp(outcome, name) == 0);
            }
        }
        if (!used)
            hinge_analysis_warn(c->a, NULL, "W_MDC_UNUSED",
                                "mdc of %s is not used: no cue was compared on %s%s", name,
                                severity ? "the verdicts, but on " HINGE_SEVERITY : "it",
                                severity ? name : "");
    }
}
