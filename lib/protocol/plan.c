/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan.json: what was planned, a text an item; and whether results kept to it. Both texts of an
 * item are written by the same function, from the options of a plan or from results and the keys
 * of [run]; kept is what has equal texts. */
#include "protocol/plan.h"

#include "base/parameters.h"
#include "faults/fault.h"
#include "protocol/study.h"
#include "report/people/repetitions.h"
#include "report/print/quantity.h"
#include "table/columns.h"

#include <hinge/init.h>
#include <hinge/requests.h>
#include <jansson.h>

enum { MOST = 1 << 24 }; /* bytes of plan.json, of a preregistration */

#define ITEM(name) #name,
static const char *const item_name[HINGE_PLAN_ITEMS] = {HINGE_PLAN_ITEM_LIST(ITEM)};

/* --- the texts that both have --- */

/* "change from before to after, therapy minus control; each cue minus none" */
static void add_question(struct hinge_text *out, const char *change, const char *cue, bool practice,
                         bool groups)
{
    const char *level = strchr(change, ':'), *minus = level != NULL ? strchr(level, '-') : NULL;
    if (minus != NULL)
        hinge_text_printf(out, "change of %.*s, %.*s minus %s", (int)(level - change), change,
                          (int)(minus - level - 1), level + 1, minus + 1);
    else if (practice)
        hinge_text_adds(out, "change by practice");
    if (groups)
        hinge_text_adds(out, out->length > 0 ? ", between groups" : "difference between groups");
    if (cue != NULL)
        hinge_text_printf(out, out->length > 0 ? "; each cue minus %s" : "each cue minus %s", cue);
    if (out->length == 0)
        hinge_text_adds(out, "description");
}

static void add_pair(struct hinge_text *out, const char *order)
{
    const char *comma = strchr(order, ',');
    if (comma != NULL)
        hinge_text_printf(out, "%s%.*s minus %s", out->length > 0 ? "; " : "", (int)(comma - order),
                          order, comma + 1 + strspn(comma + 1, " "));
}

static int by_outcome(const void *a, const void *b)
{
    return strcmp(((const struct hinge_amount *)a)->outcome,
                  ((const struct hinge_amount *)b)->outcome);
}

/* In one order, however they were written. */
static enum hinge_status add_margin(struct hinge_arena *arena, struct hinge_text *out,
                                    const char *margin, struct hinge_error *error)
{
    struct hinge_amounts amounts = {0};
    char words[64];
    enum hinge_status status =
        hinge_amounts_read(arena, "margin", margin, HINGE_AMOUNTS_POSITIVE, &amounts, error);
    qsort(amounts.of, amounts.n, sizeof *amounts.of, by_outcome);
    for (size_t i = 0; i < amounts.n; i++)
        hinge_text_printf(out, "%s%s=%s", i > 0 ? ", " : "", amounts.of[i].outcome,
                          hinge_amount_text(&amounts.of[i], words));
    if (amounts.n == 0)
        hinge_text_adds(out, "none");
    return status;
}

static void add_key(struct hinge_text *out, const char *key, const char *value)
{
    if (*value != '\0')
        hinge_text_printf(out, "%s%s = %s", out->length > 0 ? "; " : "", key, value);
}

/* Parameters that exclude; a plan has their defaults (parameters NULL). */
#define EXCLUDES "agg.min_reps|agg.min_valid|seg.drop_first|usable"
static void add_exclusions(struct hinge_text *out, const struct hinge_table *parameters)
{
    const char *rest = EXCLUDES, *from;
    for (size_t n; (from = hinge_next_item(&rest, '|', &n)) != NULL;) {
        char key[32];
        snprintf(key, sizeof key, "%.*s", (int)n, from);
        const char *value =
            parameters != NULL ? hinge_table_word_where(parameters, "key", key, "value") : "";
        add_key(out, key, *value != '\0' ? value : hinge_or_empty(hinge_parameter_standard(key)));
    }
}

/* --- what was planned --- */

/* A condition in the order of a person: its cue, of several tasks with its task. */
static const char *condition_of(struct hinge_arena *arena, bool tasks, const char *task,
                                const char *cue)
{
    return tasks ? hinge_arena_printf(arena, "%s %s", task, cue) : cue;
}

/* The position of each condition of each person in each visit: {"p01": {"1": {"none": 1}}}. */
static json_t *orders_of(const struct hinge_protocol *study, struct hinge_arena *arena)
{
    const struct hinge_protocol_options *o = study->options;
    json_t *all = json_object();
    for (size_t i = 0; i < study->rows && o->n_cues > 1; i++) {
        const struct hinge_protocol_row *row = &study->row[i];
        const char *who = study->participant[row->person], *when = study->session[row->session - 1];
        if (row->order == 0)
            continue;
        if (json_object_get(all, who) == NULL)
            json_object_set_new(all, who, json_object());
        json_t *of = json_object_get(all, who);
        if (json_object_get(of, when) == NULL)
            json_object_set_new(of, when, json_object());
        json_object_set_new(json_object_get(of, when),
                            condition_of(arena, o->n_tasks > 1, o->task[row->task],
                                         o->cue[row->cue]),
                            json_integer(row->order));
    }
    return all;
}

/* The digest of all but itself, however the file is laid out. */
static enum hinge_status digest_of(const json_t *plan, char digest[HINGE_SHA256_TEXT],
                                   struct hinge_error *error)
{
    json_auto_t *rest = json_copy((json_t *)plan);
    json_object_del(rest, "sha256");
    cleared_by(freed) char *text = hinge_json_text(rest, JSON_SORT_KEYS | JSON_COMPACT);
    return hinge_sha256(text, strlen(text), digest, error);
}

enum hinge_status hinge_plan_write(const struct hinge_protocol *study,
                                   const struct hinge_text *preregistration, struct hinge_text *out,
                                   struct hinge_error *error)
{
    const struct hinge_protocol_options *o = study->options;
    struct hinge_text item[HINGE_PLAN_ITEMS] = {{0}};
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    char digest[HINGE_SHA256_TEXT], change[80] = "", order[200] = "";
    const char **group = hinge_arena_alloc(&arena, o->n_groups + 1, sizeof *group);
    if (o->before_after)
        snprintf(change, sizeof change, "session:%s-%s", hinge_stage_name(HINGE_STAGE_AFTER),
                 hinge_stage_name(HINGE_STAGE_BEFORE));
    if (o->n_groups > 1)
        snprintf(order, sizeof order, "%.90s,%.90s", o->group[0].name, o->group[1].name);
    add_question(&item[HINGE_PLAN_question], change, o->n_cues > 1 ? o->cue[0] : NULL,
                 o->practice > 0, o->n_groups > 1);
    hinge_text_adds(&item[HINGE_PLAN_outcome], hinge_protocol_each_has(study) ? HINGE_PLAN_EACH_CUE
                                               : study->asked                 ? o->primary
                                                                              : study->primary.id);
    for (size_t g = 0; g < o->n_groups; g++) {
        group[g] = o->group[g].name;
        hinge_text_printf(&item[HINGE_PLAN_people], "%s%s %zu", g > 0 ? ", " : "", group[g],
                          o->group[g].people);
    }
    hinge_text_join(&item[HINGE_PLAN_groups], group, o->n_groups, ", ");
    hinge_text_join(&item[HINGE_PLAN_cues], o->cue, o->n_cues, ", ");
    hinge_text_join(&item[HINGE_PLAN_visits], study->session, o->sessions, ", ");
    hinge_text_join(&item[HINGE_PLAN_task], o->task, o->n_tasks, ", ");
    hinge_text_printf(&item[HINGE_PLAN_repetitions], "%zu in a recording, %zu recording%s of each",
                      o->reps, o->trials, HINGE_S(o->trials));
    if (o->n_cues > 1)
        hinge_text_adds(&item[HINGE_PLAN_order], HINGE_PLAN_DEALT);
    add_pair(&item[HINGE_PLAN_order], order);
    enum hinge_status status = add_margin(&arena, &item[HINGE_PLAN_margin], o->margin, error);
    add_exclusions(&item[HINGE_PLAN_exclusions], NULL);
    if (o->n_tasks > 1)
        hinge_text_printf(&item[HINGE_PLAN_filters], "main = task=%s", o->task[0]);
    hinge_text_adds(&item[HINGE_PLAN_version], HINGE_VERSION);
    json_t *items = json_object(), *plan = NULL;
    for (size_t i = 0; i < HINGE_PLAN_ITEMS; i++) {
        const char *text = hinge_text_string(&item[i]);
        json_object_set_new(items, item_name[i],
                            json_string(*text != '\0' ? text : HINGE_PLAN_NOTHING));
        hinge_text_clear(&item[i]);
    }
    cleared_by(hinge_text_clear) struct hinge_text from = {0}, needed = {0};
    /* How n was found: it is given, with what it detects; and what the expected changes need. */
    hinge_text_adds(&from, "The number of people was given.");
    for (size_t i = 0; i < study->n_questions; i++) {
        const struct hinge_protocol_question *q = &study->question[i];
        const bool cue = q->asks == HINGE_ASKS_CUE;
        if (isnan(q->least) || q->asks == HINGE_ASKS_CHANGES || q->outcome.id == NULL)
            continue;
        hinge_text_printf(&from, " A power of .80 detects %.2f SD of people%s in %s%s%s.", q->least,
                          q->asks == HINGE_ASKS_GROUPS ? "" : "’s changes", q->outcome.id,
                          cue ? " with " : "", cue ? study->options->cue[q->cue] : "");
        if (isnan(q->n_80))
            continue;
        hinge_text_printf(&needed, "%sThe expected change in %s of %g (SD %.3g) needs %.0f",
                          needed.length > 0 ? " " : "", q->outcome.id, q->effect, q->sd, q->n_80);
        if (q->design.test != HINGE_POWER_PAIRED)
            hinge_text_printf(&needed, " and %.0f", ceil(q->design.ratio * q->n_80 - 1e-9));
        hinge_text_adds(&needed, " people for a power of .80.");
    }
    if (status == HINGE_OK)
        status = hinge_sha256(hinge_text_string(preregistration), preregistration->length, digest,
                              error);
    if (status == HINGE_OK) {
        plan = json_pack("{s:s, s:o, s:s, s:s, s:o, s:s}", "about",
                         "What hinge-plan planned. hinge-check --plan compares results with it; "
                         "an edited plan says so.",
                         "plan", items, "people_from", hinge_text_string(&from), "people_needed",
                         hinge_text_string(&needed), "orders", orders_of(study, &arena),
                         "preregistration_sha256", digest);
        status = digest_of(plan, digest, error);
    }
    if (status == HINGE_OK) {
        json_object_update_new(plan, json_pack("{s:s}", "sha256", digest));
        cleared_by(freed) char *text = hinge_json_text(plan, JSON_INDENT(1));
        hinge_text_printf(out, "%s\n", text);
    }
    json_decref(plan != NULL ? plan : items);
    return status;
}

/* --- what was used --- */

struct used {
    struct hinge_tabulation *tab;
    const struct hinge_page_request *asked; /* NULL: not known */
    const json_t *plan;
    size_t n;    /* recordings that count, */
    size_t *row; /* rows of /trials */
    struct hinge_intern people;
    size_t *person; /* [n] */
};

static const char *planned_of(const struct used *u, enum hinge_plan_item item)
{
    return hinge_or_empty(
        json_string_value(json_object_get(json_object_get(u->plan, "plan"), item_name[item])));
}

static const char *cell(const struct used *u, const char *column, size_t i)
{
    return hinge_table_word(&u->tab->trials, column, u->row[i]);
}

static const char *level_of(const struct used *u, const char *column, size_t i)
{
    const char *is = cell(u, column, i);
    return *is != '\0' ? is : "unnamed";
}

/* How many people have a recording of this level; `n`: its bytes. */
static size_t people_with(const struct used *u, const char *column, const char *level, size_t n)
{
    cleared_by(freed) bool *has = hinge_alloc(u->people.n + 1, sizeof *has);
    size_t people = 0;
    for (size_t i = 0; i < u->n; i++) {
        const char *is = level_of(u, column, i);
        if (strlen(is) != n || strncmp(is, level, n) != 0 || has[u->person[i]])
            continue;
        has[u->person[i]] = true;
        people++;
    }
    return people;
}

/* The levels that recordings have: those of the plan in its order, then others; and how many people
 * lack one of them. Returns how many levels there are. */
static size_t add_levels(const struct used *u, const char *column, enum hinge_plan_item item,
                         bool of_each, struct hinge_text *out)
{
    struct hinge_intern level = {0}; /* its numbers: as planned, then as they come */
    const char *rest = planned_of(u, item), *from;
    cleared_by(hinge_text_clear) struct hinge_text lack = {0};
    for (size_t n; (from = hinge_next_item(&rest, ',', &n)) != NULL;)
        hinge_intern_number(&level, hinge_arena_printf(&u->tab->arena, "%.*s", (int)n, from));
    const size_t planned = level.n;
    for (size_t i = 0; i < u->n; i++)
        hinge_intern_number(&level, level_of(u, column, i));
    size_t found = 0;
    for (size_t k = 0; k < level.n; k++) {
        const size_t people = people_with(u, column, level.text[k], strlen(level.text[k]));
        if (people == 0)
            continue;
        found++;
        hinge_text_printf(out, "%s%s", out->length > 0 ? ", " : "", level.text[k]);
        if (of_each && k < planned && people < u->people.n)
            hinge_text_printf(&lack, "; %zu of %zu people without %s", u->people.n - people,
                              u->people.n, level.text[k]);
    }
    hinge_text_adds(out, hinge_text_string(&lack));
    hinge_intern_clear(&level);
    return found;
}

/* "therapy 6, control 5": of the groups of the plan. */
static void add_people(const struct used *u, struct hinge_text *out)
{
    const char *rest = planned_of(u, HINGE_PLAN_groups), *from;
    for (size_t n; (from = hinge_next_item(&rest, ',', &n)) != NULL;)
        hinge_text_printf(out, "%s%.*s %zu", out->length > 0 ? ", " : "", (int)n, from,
                          people_with(u, "group", from, n));
}

/* The planned text where all recordings have so many repetitions, and all conditions so many
 * recordings; else also what others have. */
static void add_repetitions(const struct used *u, struct hinge_text *out)
{
    const char *planned = planned_of(u, HINGE_PLAN_repetitions), *each = strchr(planned, ',');
    const double reps = strtod(planned, NULL), trials = each != NULL ? strtod(each + 1, NULL) : 1;
    cleared_by(hinge_intern_clear) struct hinge_intern condition = {0};
    double *of = hinge_alloc(u->n + 1, sizeof *of), low = HUGE_VAL, high = -HUGE_VAL;
    size_t others = 0, cells = 0;
    for (size_t i = 0; i < u->n; i++) {
        const double n = hinge_table_number(&u->tab->trials, "reps", u->row[i]);
        low = fmin(low, n);
        high = fmax(high, n);
        others += n != reps;
        of[hinge_intern_number(&condition,
                               hinge_arena_printf(&u->tab->arena, "%zu\n%s\n%s\n%s", u->person[i],
                                                  cell(u, "session", i), cell(u, "task", i),
                                                  cell(u, "cue", i)))]++;
    }
    for (size_t k = 0; k < condition.n; k++)
        cells += of[k] != trials;
    if (others == 0 && cells == 0)
        hinge_text_adds(out, planned);
    if (others > 0)
        hinge_text_printf(out,
                          low < high ? "%g to %g in a recording (%zu of %zu have others than "
                                       "planned)"
                                     : "%g in a recording",
                          low, high, others, u->n);
    if (cells > 0)
        hinge_text_printf(out, "%sanother number of recordings than planned of %zu of %zu",
                          others > 0 ? ", " : "", cells, condition.n);
    free(of);
}

/* Whether people were recorded in the order that the plan dealt to them; `open`: nobody's is known.
 */
static void add_order(const struct used *u, struct hinge_text *out, bool *open)
{
    const json_t *orders = json_object_get(u->plan, "orders");
    const bool tasks = strchr(planned_of(u, HINGE_PLAN_task), ',') != NULL;
    cleared_by(freed) bool *other = hinge_alloc(u->people.n + 1, sizeof *other);
    size_t known = 0, others = 0;
    for (size_t i = 0; i < u->n; i++) {
        const json_t *position = json_object_get(
            json_object_get(json_object_get(orders, u->people.text[u->person[i]]),
                            cell(u, "session", i)),
            condition_of(&u->tab->arena, tasks, cell(u, "task", i), cell(u, "cue", i)));
        const double done = hinge_table_number(&u->tab->trials, "cond_order", u->row[i]);
        if (position == NULL || isnan(done))
            continue;
        known++;
        if (done != (double)json_integer_value(position) && !other[u->person[i]]) {
            other[u->person[i]] = true;
            others++;
        }
    }
    *open = json_object_size(orders) > 0 && known == 0;
    if (others > 0)
        hinge_text_printf(out, "cues in another order by %zu of %zu people", others, u->people.n);
    else if (json_object_size(orders) > 0)
        hinge_text_adds(out, HINGE_PLAN_DEALT);
}

/* Settings of the method and faults that are not as they are built in, but what excludes. */
static void add_settings(const struct hinge_tabulation *tab, struct hinge_text *out)
{
    const struct hinge_table *rows = &tab->parameters, *faults = &tab->faults;
    char now[HINGE_THRESHOLD_WORDS], was[HINGE_THRESHOLD_WORDS];
    for (size_t r = 0; r < rows->rows; r++) {
        const char *key = hinge_table_word(rows, "key", r),
                   *value = hinge_table_word(rows, "value", r);
        if (hinge_parameter_standard(key) != NULL && !hinge_parameter_is_standard(key, value) &&
            !hinge_listed(EXCLUDES, '|', key))
            add_key(out, key, *value != '\0' ? value : "empty");
    }
    for (size_t r = 0; r < faults->rows; r++) {
        const char *by = hinge_table_word(faults, "defined_by", r);
        const bool theirs = strcmp(by, "config") == 0;
        if (theirs || strstr(by, "changed") != NULL)
            add_key(out, hinge_table_word(faults, "id", r),
                    theirs                                            ? "defined by the study"
                    : hinge_threshold_is_changed(faults, r, now, was) ? now
                                                                      : "changed");
    }
}

/* What [run] and options say of an item; false: [run] is not known. */
static bool add_asked(const struct used *u, enum hinge_plan_item item, struct hinge_text *out)
{
    const struct hinge_page_request *r = u->asked;
    const struct {
        enum hinge_plan_item item;
        const char *key, *value;
    } keys[] = {{HINGE_PLAN_filters, "filter", r != NULL ? r->filter : NULL},
                {HINGE_PLAN_filters, "people", r != NULL ? r->people : NULL},
                {HINGE_PLAN_filters, "people_split", r != NULL ? r->people_split : NULL},
                {HINGE_PLAN_filters, "main", r != NULL ? r->main : NULL},
                {HINGE_PLAN_exclusions, "allow_inferred",
                 r != NULL && r->allow_inferred ? "yes" : ""},
                {HINGE_PLAN_exclusions, "allow_single", r != NULL && r->allow_single ? "yes" : ""},
                {HINGE_PLAN_exclusions, "all_tasks", r != NULL && r->all_tasks ? "yes" : ""},
                {HINGE_PLAN_exclusions, "all_reps", r != NULL && r->all_reps ? "yes" : ""}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys && r != NULL; i++)
        if (keys[i].item == item)
            add_key(out, keys[i].key, hinge_or_empty(keys[i].value));
    return r != NULL;
}

/* The text of an item in these results; `open`: it, or a part of it, is not known. */
static enum hinge_status add_used(const struct used *u, enum hinge_plan_item item,
                                  struct hinge_text *out, bool *open, struct hinge_error *error)
{
    struct hinge_tabulation *tab = u->tab;
    cleared_by(hinge_text_clear) struct hinge_text levels = {0};
    const char *change = u->asked != NULL ? hinge_or_empty(u->asked->change) : "",
               *primary = u->asked != NULL ? hinge_or_empty(u->asked->primary) : "",
               *baseline = u->asked != NULL ? hinge_or_empty(u->asked->baseline) : "",
               *source = hinge_or_empty(hinge_results_attribute(tab->reader, "source"));
    *open = false;
    switch (item) {
    case HINGE_PLAN_question: {
        const bool groups = add_levels(u, "group", HINGE_PLAN_groups, false, &levels) > 1,
                   cues = add_levels(u, "cue", HINGE_PLAN_cues, false, &levels) > 1;
        bool practice = false;
        for (size_t i = 0; i < u->n; i++)
            practice = practice ||
                       strcmp(cell(u, "stage", i), hinge_stage_name(HINGE_STAGE_PRACTICE)) == 0;
        add_question(out, change,
                     !cues               ? NULL
                     : *baseline != '\0' ? baseline
                                         : "none",
                     practice, groups);
        *open = u->asked == NULL;
        break;
    }
    case HINGE_PLAN_outcome:
        primary = *primary != '\0' ? primary : hinge_tab_asked(&tab->parameters, "primary");
        *open = *primary == '\0' && u->asked == NULL;
        hinge_text_adds(out, *primary != '\0' ? primary
                             : add_levels(u, "cue", HINGE_PLAN_cues, false, &levels) > 1 &&
                                     *change == '\0'
                                 ? HINGE_PLAN_EACH_CUE
                                 : hinge_outcome_share.id);
        break;
    case HINGE_PLAN_groups:
        add_levels(u, "group", item, false, out);
        break;
    case HINGE_PLAN_people:
        add_people(u, out);
        break;
    case HINGE_PLAN_cues:
        add_levels(u, "cue", item, true, out);
        break;
    case HINGE_PLAN_visits:
        add_levels(u, "session", item, true, out);
        break;
    case HINGE_PLAN_task:
        add_levels(u, "task", item, true, out);
        break;
    case HINGE_PLAN_repetitions:
        add_repetitions(u, out);
        break;
    case HINGE_PLAN_order:
        add_order(u, out, open);
        add_pair(out, u->asked != NULL ? hinge_or_empty(u->asked->order) : "");
        *open = *open || u->asked == NULL;
        break;
    case HINGE_PLAN_margin:
        *open = u->asked == NULL;
        return add_margin(&tab->arena, out, *open ? "" : hinge_or_empty(u->asked->margin), error);
    case HINGE_PLAN_exclusions: {
        const char *events = hinge_table_word_where(&tab->parameters, "key", "events", "value");
        add_exclusions(out, &tab->parameters);
        add_key(out, "events", events);
        *open = !add_asked(u, item, out);
        break;
    }
    case HINGE_PLAN_filters:
        *open = !add_asked(u, item, out);
        break;
    case HINGE_PLAN_settings:
        add_settings(tab, out);
        break;
    case HINGE_PLAN_version: {
        const char *number = strchr(source, ' ');
        hinge_text_printf(out, "%.*s", number != NULL ? (int)strcspn(number + 1, " ") : 0,
                          number != NULL ? number + 1 : "");
        break;
    }
    case HINGE_PLAN_ITEMS:
        break;
    }
    return HINGE_OK;
}

static bool is_of(const json_t *plan, const char *member, const char *digest)
{
    return strcmp(digest, hinge_or_empty(json_string_value(json_object_get(plan, member)))) == 0;
}

/* A plan of this program, whose items are all texts. */
static enum hinge_status read_plan(const char *path, json_t **plan, struct hinge_error *error)
{
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    json_error_t where;
    enum hinge_status status = hinge_file_read(path, path, MOST, &bytes, error);
    if (status != HINGE_OK)
        return status;
    *plan = json_loadb(bytes.data, bytes.size, JSON_REJECT_DUPLICATES, &where);
    if (*plan == NULL)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s:%d: %s; expected plan.json as hinge-plan writes it", path,
                               where.line, where.text);
    for (size_t i = 0; i < HINGE_PLAN_ITEMS; i++)
        if (!json_is_string(json_object_get(json_object_get(*plan, "plan"), item_name[i])))
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                   "%s: it has no text plan.%s; expected plan.json as hinge-plan "
                                   "writes it",
                                   path, item_name[i]);
    return HINGE_OK;
}

/* A text of the plan in the arena; NULL: none. */
static const char *text_of(struct hinge_tabulation *tab, const json_t *plan, const char *member)
{
    const char *text = hinge_or_empty(json_string_value(json_object_get(plan, member)));
    return *text != '\0' ? hinge_arena_strdup(&tab->arena, text) : NULL;
}

enum hinge_status hinge_plan_compare(struct hinge_tabulation *tab, const char *path,
                                     const struct hinge_page_request *asked,
                                     struct hinge_plan_kept *kept, struct hinge_error *error)
{
    static const char *const columns[] = {"item", "planned", "used", "state", NULL},
                             *const states[HINGE_PLAN_STATES] = {"kept", "changed", "open"};
    json_auto_t *plan = NULL;
    enum hinge_status status = read_plan(path, &plan, error);
    struct used u = {.tab = tab, .asked = asked, .plan = plan};
    const size_t rows = tab->trials.rows;
    struct hinge_text list[HINGE_PLAN_STATES] = {{0}};
    u.row = hinge_arena_alloc(&tab->arena, rows + 1, sizeof *u.row);
    u.person = hinge_arena_alloc(&tab->arena, rows + 1, sizeof *u.person);
    for (size_t t = 0; t < rows; t++) {
        const char *who = hinge_table_word(&tab->trials, "participant", t);
        if (!hinge_recording_counts(hinge_table_text(&tab->trials, "role", t)) ||
            !(hinge_table_number(&tab->trials, "reps", t) > 0) || *who == '\0')
            continue;
        u.person[u.n] = hinge_intern_number(&u.people, who);
        u.row[u.n++] = t;
    }
    hinge_table_specify_texts(&kept->items, columns);
    for (enum hinge_plan_item i = 0; i < HINGE_PLAN_ITEMS && status == HINGE_OK; i++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        const char *planned = planned_of(&u, i);
        bool open;
        status = add_used(&u, i, &text, &open, error);
        const char *used = text.length > 0 ? text.data : HINGE_PLAN_NOTHING;
        const enum hinge_plan_state state = open                         ? HINGE_PLAN_OPEN
                                            : strcmp(planned, used) != 0 ? HINGE_PLAN_CHANGED
                                                                         : HINGE_PLAN_KEPT;
        hinge_table_add_row(&kept->items,
                            (const char *const[]){item_name[i], planned, open ? "not known" : used,
                                                  states[state]},
                            NULL);
        kept->n[state]++;
        if (state !=
            HINGE_PLAN_KEPT) /* "people: therapy 5, control 6 (planned: therapy 6, control 6)" */
            hinge_text_adds(&list[state], list[state].length > 0 ? "; " : "");
        if (state != HINGE_PLAN_KEPT && i == HINGE_PLAN_version)
            hinge_text_printf(&list[state], "computed by %s, planned with %s", used, planned);
        else if (state != HINGE_PLAN_KEPT)
            hinge_text_printf(&list[state], "%s: %s (planned: %s)", item_name[i],
                              open ? "not known" : used, planned);
    }
    if (status == HINGE_OK) {
        struct hinge_text text = {0};
        if (kept->n[HINGE_PLAN_KEPT] == HINGE_PLAN_ITEMS)
            hinge_text_printf(&text, "All %d items were kept.", HINGE_PLAN_ITEMS);
        else
            hinge_text_printf(&text, "%zu of %d items were kept.", kept->n[HINGE_PLAN_KEPT],
                              HINGE_PLAN_ITEMS);
        if (kept->n[HINGE_PLAN_CHANGED] > 0)
            hinge_text_printf(&text, " Changed: %s.", list[HINGE_PLAN_CHANGED].data);
        if (kept->n[HINGE_PLAN_OPEN] > 0)
            hinge_text_printf(&text, " Open: %s.", list[HINGE_PLAN_OPEN].data);
        /* Whether the plan, or a preregistration beside it, was edited since hinge-plan wrote it.
         */
        const char *preregistration = asked != NULL ? hinge_or_empty(asked->preregistration) : "";
        char digest[HINGE_SHA256_TEXT] = "";
        cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
        struct hinge_error none = HINGE_ERROR_INIT;
        if (digest_of(plan, digest, &none) == HINGE_OK && !is_of(plan, "sha256", digest))
            hinge_text_adds(&text, " The plan was edited after hinge-plan wrote it.");
        if (*preregistration != '\0' &&
            hinge_file_read(preregistration, preregistration, MOST, &bytes, &none) == HINGE_OK &&
            hinge_sha256(bytes.data, bytes.size, digest, &none) == HINGE_OK &&
            !is_of(plan, "preregistration_sha256", digest))
            hinge_text_adds(&text, " The preregistration was edited by hand; plan.json counts.");
        kept->sentence = hinge_text_to_arena(&text, &tab->arena);
        kept->people_from = text_of(tab, plan, "people_from");
        kept->people_needed = text_of(tab, plan, "people_needed");
    }
    for (size_t i = 0; i < HINGE_PLAN_STATES; i++)
        hinge_text_clear(&list[i]);
    hinge_intern_clear(&u.people);
    return status;
}

enum hinge_status hinge_plan_check(const char *plan, const struct hinge_page_request *asked,
                                   const char *results, struct hinge_table *items, size_t *changed,
                                   char **sentence, struct hinge_error *error)
{
    struct hinge_table_request copy;
    struct hinge_tabulation tab = {.request = &copy};
    struct hinge_plan_kept kept = {0};
    *sentence = NULL;
    enum hinge_status status =
        hinge_tab_request(&(struct hinge_table_request){.results = results}, &copy, error);
    if (status == HINGE_OK && hinge_tab_open(&tab))
        status = hinge_plan_compare(&tab, plan, asked, &kept, error);
    else if (status == HINGE_OK)
        status = hinge_tab_ended(&tab, error);
    if (status == HINGE_OK) {
        *changed = kept.n[HINGE_PLAN_CHANGED];
        *sentence = hinge_copy(kept.sentence);
        *items = kept.items;
    } else {
        hinge_table_clear(&kept.items);
    }
    hinge_tab_close(&tab);
    return status;
}
