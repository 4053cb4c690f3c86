/* SPDX-License-Identifier: GPL-3.0-or-later */
/* provenance: what a methods section needs and a rerun would repeat: program,
 * parameters, faults as used, files with their hashes.
 */
#include "report/people/repetitions.h"
#include "table/columns.h"

#include "base/parameters.h"
#include "faults/fault.h"

static const char *const attributes[] = {"source", "options",      "command",
                                         "study",  "study_sha256", "study_source"};

struct row {
    const char *section, *key, *value;
};

static const struct hinge_view_column columns[] = {
    {"section", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, section)},
    {"key", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, key)},
    {"value", "", HINGE_TEXT, HINGE_SHOW_KEY, offsetof(struct row, value)},
    {0}};

static void add(struct hinge_tabulation *tab, const char *section, const char *key,
                const char *value)
{
    hinge_tab_row(tab, &(struct row){section, key, value});
}

/* "0.5 s" */
static void add_value(struct hinge_text *text, const char *value, const char *unit)
{
    const bool has_unit = *unit != '\0' && strcmp(unit, "1") != 0;
    hinge_text_printf(text, "%s%s%s", value, has_unit ? " " : "", has_unit ? unit : "");
}

static void add_number(struct hinge_text *text, const struct hinge_table *table, const char *column,
                       size_t row, const char *format)
{
    double value = hinge_table_number(table, column, row);
    if (!isnan(value))
        hinge_text_printf(text, "%s%g", format, value);
}

static void make(struct hinge_tabulation *tab)
{
    hinge_tab_columns(tab, columns);
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        const char *value = hinge_results_attribute(tab->reader, attributes[i]);
        if (value != NULL && *value != '\0')
            add(tab, "program", attributes[i], value);
    }
    /* What was changed, a row each; then the defaults, a row per family. */
    const struct hinge_table *parameters = &tab->parameters;
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    char family[32] = "";
    for (int pass = 0; pass < 2; pass++)
        for (size_t r = 0; r < parameters->rows; r++) {
            const char *key = hinge_table_text(parameters, "key", r);
            const char *value = hinge_table_word(parameters, "value", r);
            const char *unit = hinge_table_word(parameters, "unit", r);
            if (key == NULL || hinge_parameter_is_standard(key, value) != pass)
                continue;
            if (pass == 0 && hinge_parameter_standard(key) == NULL && *value == '\0')
                continue; /* an option that was not given */
            if (pass == 1) {
                /* one at its default goes into the row of its family, what stands before the point
                 * of its key: "filter", "fc_fast 6 Hz, …" */
                const int length = (int)strcspn(key, ".");
                const char *name = key[length] == '.' ? key + length + 1 : key;
                if ((strncmp(family, key, (size_t)length) != 0 || family[length] != '\0') &&
                    text.length > 0) {
                    add(tab, "default", family, hinge_text_string(&text));
                    text.length = 0;
                }
                snprintf(family, sizeof family, "%.*s", length, key);
                if (*value == '\0')
                    continue;
                hinge_text_printf(&text, "%s%s ", text.length > 0 ? ", " : "", name);
                add_value(&text, value, unit);
                continue;
            }
            const char *standard = hinge_parameter_standard(key);
            add_value(&text, value, unit);
            if (standard != NULL)
                hinge_text_printf(&text, " (default %s)", *standard ? standard : "none");
            add(tab, standard != NULL ? "parameter" : "option", key, hinge_text_string(&text));
            text.length = 0;
        }
    if (text.length > 0)
        add(tab, "default", family, hinge_text_string(&text));
    const struct hinge_table *faults = &tab->faults;
    char now[HINGE_THRESHOLD_WORDS], was[HINGE_THRESHOLD_WORDS];
    for (size_t r = 0; r < faults->rows; r++) {
        const char *id = hinge_table_text(faults, "id", r);
        const char *unit = hinge_table_word(faults, "unit", r);
        const char *exceptions = hinge_table_word(faults, "exceptions", r);
        const char *by = hinge_table_word(faults, "defined_by", r);
        text.length = 0;
        add_number(&text, faults, "threshold", r, "threshold ");
        add_value(&text, "", unit);
        if (hinge_threshold_is_changed(faults, r, now, was))
            hinge_text_printf(&text, " (default %g)", hinge_fault_built_in(id)->threshold);
        add_number(&text, faults, "margin_a", r, ", margin A ");
        add_number(&text, faults, "margin_b", r, ", B ");
        add_number(&text, faults, "margin_c", r, ", C ");
        if (*exceptions != '\0')
            hinge_text_printf(&text, "; %s", exceptions);
        if (strcmp(by, "config") == 0)
            hinge_text_adds(&text, "; from the config");
        else if (strstr(by, "changed") != NULL)
            hinge_text_adds(&text, "; changed by the config");
        if (id != NULL)
            add(tab, "fault", id, hinge_text_string(&text));
    }
    const struct hinge_table *ledger = &tab->ledger;
    for (size_t r = 0; r < ledger->rows; r++) {
        const char *hash = hinge_table_word(ledger, "sha256", r);
        text.length = 0;
        if (*hash != '\0')
            hinge_text_printf(&text, "SHA-256 %s", hash);
        if (hinge_is_refused(ledger, r))
            hinge_text_printf(&text, "%s%s", text.length ? ", " : "",
                              hinge_is_to_come(ledger, r) ? "not recorded yet" : "refused");
        add(tab, "input", hinge_table_word(ledger, "file", r), hinge_text_string(&text));
    }
}

const struct hinge_view hinge_view_provenance = {
    .id = "provenance",
    .title = "program, parameters, faults and input files: for a methods section",
    .tables_only = true,
    .takes = "sort",
    .make = make,
};
