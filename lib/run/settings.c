/* SPDX-License-Identifier: GPL-3.0-or-later */
/* [run] of a config: its keys, their values checked, and told where a message has an option. */
#include "run/settings.h"
#include "report/people/amounts.h"
#include "report/print/quantity.h"
#include "report/query.h"

#include "config/sections.h"

#include <hinge/figure.h>
#include <hinge/protocol.h>
#include <hinge/requests.h>

static const struct {
    const char *name, *standard, *help;
} run_keys[HINGE_RUN_KEYS] = {
#define RUN_KEY(key, standard, help, more) {#key, standard, help more},
#include <hinge/settings.def>
};

/* The i-th option of tables, figures and pages that is a key, NULL past the last. */
static const struct hinge_query_row *row_at(size_t i)
{
    size_t n;
    const struct hinge_query_row *row = hinge_query_rows(&n);
    for (size_t k = 0; k < n; k++)
        if ((row[k].takers & HINGE_QUERY_OF_RUN) != 0 && i-- == 0)
            return &row[k];
    return NULL;
}

/* An option's name as a key: all_tasks. */
bool hinge_run_key_at(size_t i, struct hinge_run_key *key)
{
    bool of_run = i < HINGE_RUN_KEYS;
    const struct hinge_query_row *row = of_run ? NULL : row_at(i - HINGE_RUN_KEYS);
    if (!of_run && row == NULL)
        return false;
    snprintf(key->name, sizeof key->name, "%s", of_run ? run_keys[i].name : row->name);
    for (char *p = key->name; *p != '\0'; p++)
        *p = *p == '-' ? '_' : *p;
    key->help = of_run ? run_keys[i].help : row->key_help;
    key->standard = of_run                          ? run_keys[i].standard
                    : row->standard != NULL         ? row->standard
                    : row->kind == HINGE_QUERY_FLAG ? "no"
                                                    : "";
    return true;
}

void hinge_run_keys(char **text)
{
    struct hinge_text out = {0};
    struct hinge_run_key key;
    for (size_t i = 0; hinge_run_key_at(i, &key); i++)
        hinge_text_printf(&out, "%s%s: %s", i > 0 ? "\n\n" : "", key.name, key.help);
    *text = out.data;
}

static enum hinge_status wrong(const struct hinge_config_entry *entry, const char *what,
                               const char *near, struct hinge_error *error)
{
    char where[300] = "--set";
    if (entry->line > 0)
        snprintf(where, sizeof where, "%.250s:%u", entry->source, entry->line);
    return hinge_usage(error, "%s: [run] %s = %s: %s%s%s%s", where, entry->key, entry->value, what,
                       near != NULL ? "; did you mean " : "", near != NULL ? near : "",
                       near != NULL ? "?" : "");
}

/* Every name of a list joined by commas is one of those that `at` gives. */
static enum hinge_status check_names(const struct hinge_config_entry *entry,
                                     const char *(*at)(size_t), struct hinge_error *error)
{
    enum { MOST = 64 };
    const char *names[MOST];
    char name[64];
    size_t n = 0;
    for (; n < MOST && (names[n] = at(n)) != NULL; n++)
        continue;
    const char *rest = entry->value, *from;
    for (size_t length; (from = hinge_next_item(&rest, ',', &length)) != NULL;) {
        snprintf(name, sizeof name, "%.*s", (int)(length < 60 ? length : 60), from);
        size_t k = hinge_name_at(names, n, name);
        if (k == n && strcmp(name, "none") != 0) {
            const char *nearest = hinge_suggest(name, names, n);
            cleared_by(hinge_text_clear) struct hinge_text what = {0};
            hinge_text_printf(&what, "there is no \"%s\"", name);
            if (nearest == NULL && n > 0) {
                hinge_text_adds(&what, "; there are ");
                hinge_text_join(&what, names, n, ", ");
            }
            return wrong(entry, hinge_text_string(&what), nearest, error);
        }
    }
    return HINGE_OK;
}

/* The i-th table of a run: the views, then that of comparisons. */
static const char *table_at(size_t i)
{
    const char *view = hinge_view_id(i);
    return view != NULL || (i > 0 && hinge_view_id(i - 1) == NULL) ? view : HINGE_RUN_TABLE2;
}

static enum hinge_status check_yes(const struct hinge_config_entry *entry, bool *yes,
                                   struct hinge_error *error)
{
    *yes = strcmp(entry->value, "yes") == 0;
    return *yes || strcmp(entry->value, "no") == 0 ? HINGE_OK
                                                   : wrong(entry, "yes or no", NULL, error);
}

/* Amounts of outcomes; of an MDC without its outcome as the page has it. */
static enum hinge_status check_amounts(const struct hinge_config_entry *entry,
                                       struct hinge_error *error)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct hinge_amounts amounts = {.alone = strcmp(entry->key, "mdc") == 0 ? hinge_outcome_share.id
                                                                            : NULL};
    const char *where = entry->line > 0 ? hinge_arena_printf(&arena, "%s:%u: [run] %s",
                                                             entry->source, entry->line, entry->key)
                                        : hinge_arena_printf(&arena, "--set run.%s", entry->key);
    return hinge_amounts_read(&arena, where, entry->value, HINGE_AMOUNTS_POSITIVE, &amounts, error);
}

static enum hinge_status set_run_key(const struct hinge_config_entry *entry, size_t which,
                                     struct hinge_run_settings *settings, struct hinge_error *error)
{
    settings->value[which] = entry->value;
    switch (which) {
    case HINGE_RUN_sheets:
        return check_yes(entry, &settings->sheets, error);
    case HINGE_RUN_recordings:
        return *entry->value == '\0' || hinge_listed("all|flagged|none", '|', entry->value)
                   ? HINGE_OK
                   : wrong(entry, "all, flagged or none", NULL, error);
    case HINGE_RUN_tables_decimal:
        return *entry->value == '\0' || hinge_listed("comma|point", '|', entry->value)
                   ? HINGE_OK
                   : wrong(entry, "comma or point", NULL, error);
    case HINGE_RUN_tables:
        return strcmp(entry->value, "all") == 0 ? HINGE_OK : check_names(entry, table_at, error);
    case HINGE_RUN_figures:
        return strcmp(entry->value, "all") == 0 ? HINGE_OK
                                                : check_names(entry, hinge_figure_id, error);
    case HINGE_RUN_formats:
        return check_names(entry, hinge_writer_id, error);
    case HINGE_RUN_list:
    case HINGE_RUN_output:
        return *entry->value != '\0' ? HINGE_OK : wrong(entry, "a name is needed", NULL, error);
    default:
        return HINGE_OK;
    }
}

enum hinge_status hinge_run_settings_read(const struct hinge_config *config,
                                          struct hinge_run_settings *settings,
                                          struct hinge_error *error)
{
    enum { MOST = 64 };
    enum hinge_status status = HINGE_OK;
    const struct hinge_query_row *row;
    *settings = (struct hinge_run_settings){0};
    for (size_t i = 0; (row = row_at(i)) != NULL; i++)
        if (row->kind == HINGE_QUERY_TEXT || row->kind == HINGE_QUERY_WORD)
            *(const char **)(void *)((char *)&settings->by + row->at) =
                row->standard != NULL ? row->standard : "";
    for (size_t i = 0; i < HINGE_RUN_KEYS; i++)
        settings->value[i] = run_keys[i].standard;
    for (size_t e = 0; status == HINGE_OK && e < config->n_entries; e++) {
        const struct hinge_config_entry *entry = &config->entry[e];
        struct hinge_run_key key;
        size_t i = 0;
        if (strcmp(entry->section, "run") != 0)
            continue;
        while (hinge_run_key_at(i, &key) && strcmp(key.name, entry->key) != 0)
            i++;
        row = i < HINGE_RUN_KEYS ? NULL : row_at(i - HINGE_RUN_KEYS);
        if (i < HINGE_RUN_KEYS) {
            status = set_run_key(entry, i, settings, error);
        } else if (row == NULL) {
            struct hinge_run_key keys[MOST];
            const char *names[MOST];
            size_t n = 0;
            for (; n < MOST && hinge_run_key_at(n, &keys[n]); n++)
                names[n] = keys[n].name;
            status = wrong(entry, "unknown key", hinge_suggest(entry->key, names, n), error);
        } else {
            void *member = (char *)&settings->by + row->at;
            hinge_text_printf(&settings->others, "%s=%s\n", row->name, entry->value);
            if (row->kind == HINGE_QUERY_FLAG)
                status = check_yes(entry, member, error);
            else if (row->kind == HINGE_QUERY_WORD &&
                     !hinge_listed(row->choices, '|', entry->value))
                status = wrong(entry, row->choices, NULL, error);
            else if (row->kind == HINGE_QUERY_TEXT || row->kind == HINGE_QUERY_WORD) {
                *(const char **)member = entry->value;
                if (member == &settings->mdc || member == &settings->margin)
                    status = check_amounts(entry, error);
            } else if (*entry->value != '\0' &&
                       (hinge_number_parse(entry->value, strlen(entry->value), '.', member, NULL) !=
                            HINGE_NUMBER_VALUE ||
                        *(double *)member < 0))
                status = wrong(entry, "a number, at least 0", NULL, error);
        }
    }
    return status;
}

/* --- messages that name options of single tools --- */

/* Whether a message names an option at p, and not one of a tool ("hinge-ingest --force"). */
static bool is_option(const char *message, const char *p, const char *option)
{
    static const char tool[] = "hinge-";
    const size_t n = strlen(option);
    if (strncmp(p, option, n) != 0 || p[n] == '-' || islower((unsigned char)p[n]))
        return false;
    const char *word = p > message ? p - 1 : p;
    while (word > message && word[-1] != ' ')
        word--;
    return (p == message || strchr(" ('\"", p[-1]) != NULL) &&
           strncmp(word, tool, sizeof tool - 1) != 0;
}

/* The message with the key in place of the option that it is in other tools: "rate_hz = 30 under
 * [ingest]" for --rate 30 and --set rate_hz=30, "allow_single = yes under [run]" for a flag. Where
 * the message names the key, too, it does so once. Frees `message`. */
static char *with_key(char *message, const char *key, const char *name, const char *section,
                      bool flag)
{
    char option[40] = "--", set[48], place[80];
    cleared_by(hinge_text_clear) struct hinge_text out = {0};
    snprintf(option + 2, sizeof option - 2, "%s", name);
    for (char *p = option; *p != '\0'; p++)
        *p = *p == '_' ? '-' : *p;
    snprintf(set, sizeof set, "--set %s=", key);
    snprintf(place, sizeof place, "%s under [%s]", key, section);
    bool named = strstr(message, place) != NULL;
    for (const char *p = message; *p != '\0';) {
        const bool sets = strncmp(p, set, strlen(set)) == 0;
        if (!sets && !is_option(message, p, option)) {
            hinge_text_add(&out, p++, 1);
            continue;
        }
        p += strlen(sets ? set : option);
        const char *value = p + (!sets && *p == ' '), *quote = strchr("'\"", *value);
        const char *end = quote != NULL && *value != '\0' ? strchr(value + 1, *value) : NULL;
        size_t n = end != NULL ? (size_t)(end + 1 - value) : strcspn(value, " ;)");
        while (n > 0 && end == NULL && strchr(",.:", value[n - 1]) != NULL)
            n--;
        bool is = sets || end != NULL || (value > p && isupper((unsigned char)*value));
        for (size_t i = 0; i < n && !sets && value > p; i++)
            is |= strchr("0123456789=|{,", value[i]) != NULL;
        is |= value > p && value[n] == '\0'; /* such as --baseline dowel */
        hinge_text_adds(&out, key);
        const bool quoted = end != NULL && *value == '\''; /* for a shell; a config has none */
        if (is && n > 0)
            hinge_text_printf(&out, " = %.*s", (int)(n - 2 * quoted), value + quoted);
        else if (flag)
            hinge_text_adds(&out, " = yes");
        if (!named)
            hinge_text_printf(&out, " under [%s]", section);
        named = true;
        p = is && n > 0 ? value + n : p;
    }
    free(message);
    return hinge_copy(hinge_text_string(&out));
}

void hinge_run_add_keys(struct hinge_text *out, const char *message)
{
    struct hinge_run_key run;
    size_t n;
    const size_t line = strcspn(message, "\n"); /* commands follow it */
    char *first = hinge_copy_n(message, line);
    const struct hinge_ingest_key *ingest = hinge_ingest_keys(&n);
    for (size_t i = 0; hinge_run_key_at(i, &run); i++) {
        const struct hinge_query_row *row = i < HINGE_RUN_KEYS ? NULL : row_at(i - HINGE_RUN_KEYS);
        first = with_key(first, run.name, run.name, "run",
                         row != NULL && row->kind == HINGE_QUERY_FLAG);
    }
    for (size_t i = 0; i < n; i++)
        first = with_key(first, ingest[i].key, ingest[i].option, "ingest", false);
    /* what only hinge-ingest does is no help here; what both do is said of this one */
    static const char *const others[][2] = {
        {", or say hinge-ingest --groups-vary if it is meant", ""},
        {"hinge-ingest --allow-outside", "hinge-run --allow-outside"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const size_t of = strlen(others[i][0]), m = strlen(others[i][1]);
        char *at = strstr(first, others[i][0]);
        if (at != NULL) {
            memmove(at + m, at + of, strlen(at + of) + 1);
            memcpy(at, others[i][1], m);
        }
    }
    hinge_text_printf(out, "%s%s", first, message + line);
    free(first);
}

void hinge_run_message(void *listener, const char *line)
{
    const struct hinge_run_listener *to = listener;
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_run_add_keys(&text, line);
    hinge_note(to->message, to->context, "%s", hinge_text_string(&text));
}

void hinge_run_error_add_keys(struct hinge_error *error)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_run_add_keys(&text, error->message);
    snprintf(error->message, sizeof error->message, "%s", hinge_text_string(&text));
}

/* --- what a run kept beside its results --- */

/* A file that the study at `folder` names; NULL: none, or it is not there. */
static const char *named_of(struct hinge_config *config, const char *folder, const char *name)
{
    cleared_by(freed) char *path =
        hinge_os_is_absolute(name) ? hinge_copy(name) : hinge_path_join(folder, name);
    return *name != '\0' && hinge_os_exists(path) ? hinge_config_keep(config, path) : NULL;
}

enum hinge_status hinge_run_beside(const char *results, struct hinge_config *config,
                                   struct hinge_page_request *request, const char **label,
                                   struct hinge_error *error)
{
    struct hinge_run_settings settings = {0};
    cleared_by(hinge_text_clear) struct hinge_text path = {0};
    *label = NULL;
    hinge_run_add_place(&path, results, "config.ini");
    if (!hinge_os_exists(path.data))
        return HINGE_OK;
    enum hinge_status status = hinge_config_load(config, path.data, error);
    if (status == HINGE_OK)
        status = hinge_run_settings_read(config, &settings, error);
    hinge_text_clear(&settings.others);
    if (status != HINGE_OK)
        return status;
    hinge_query_copy(&request->by, &settings.by, HINGE_QUERY_OF_REPORT, HINGE_OBEYS_ALL);
    request->config = config;
    request->of_run = true;
    /* the folder of study.ini: as many folders above as `output` has, which is below it */
    path.length = (size_t)(hinge_file_name(results) - results);
    hinge_text_adds(&path, "study.h5");
    request->study = hinge_os_exists(path.data) ? hinge_config_keep(config, path.data) : NULL;
    path.length = (size_t)(hinge_file_name(results) - results);
    hinge_text_adds(&path, ".");
    const char *rest = settings.value[HINGE_RUN_output];
    for (size_t n; hinge_next_item(&rest, '/', &n) != NULL;)
        hinge_text_adds(&path, n > 0 ? "/.." : "");
    request->plan = named_of(config, path.data, settings.value[HINGE_RUN_plan]);
    request->preregistration = named_of(config, path.data, "preregistration.md");
    *label = named_of(config, path.data, settings.value[HINGE_RUN_label]);
    return HINGE_OK;
}

enum hinge_status hinge_run_plan_check(const char *plan, const char *results,
                                       struct hinge_table *items, size_t *changed, char **sentence,
                                       struct hinge_error *error)
{
    cleared_by(hinge_config_clear) struct hinge_config config = {0};
    struct hinge_page_request used = {.results = results};
    const char *label = NULL;
    hinge_config_init(&config);
    enum hinge_status status = hinge_run_beside(results, &config, &used, &label, error);
    if (status == HINGE_OK)
        status = hinge_plan_check(plan, used.config != NULL ? &used : NULL, results, items, changed,
                                  sentence, error);
    return status;
}
