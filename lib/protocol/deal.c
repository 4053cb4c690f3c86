/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From options to people and their recordings in order, by Williams squares. */
#include "protocol/study.h"

#include "os/text.h"

size_t hinge_williams_size(size_t n)
{
    return n <= 1 ? 1 : n % 2 == 0 ? n : 2 * n;
}

/* 0, n-1, 1, n-2, …: differences of neighbours are all different modulo n when n is
 * even; when n is odd the reversed sequences supply the other half. */
void hinge_williams(size_t n, size_t row, unsigned order[])
{
    bool reversed = row >= n;
    for (size_t i = 0; i < n; i++) {
        size_t step = i % 2 == 0 ? i / 2 : n - (i + 1) / 2;
        order[reversed ? n - 1 - i : i] = (unsigned)((step + row) % n);
    }
}

static size_t balanced(const struct hinge_order_design *design)
{
    return design->conditions - (design->first_fixed ? 1 : 0);
}

size_t hinge_order_square(const struct hinge_order_design *design)
{
    return hinge_williams_size(balanced(design));
}

/* The person's sequence: the fixed condition, then the row's letters as drawn. */
static void place(const struct hinge_order_design *design, const uint32_t *letter, size_t row,
                  unsigned *order)
{
    size_t n = balanced(design), fixed = design->conditions - n;
    unsigned sequence[HINGE_ORDER_MAX];
    if (fixed > 0)
        order[0] = 0;
    hinge_williams(n, row, sequence);
    for (size_t i = 0; i < n; i++)
        order[fixed + i] = letter[sequence[i]] + (unsigned)fixed;
}

void hinge_order_deal(const struct hinge_order_design *design, unsigned group, unsigned session,
                      size_t people, unsigned *order)
{
    size_t square = hinge_order_square(design);
    uint32_t letter[HINGE_ORDER_MAX], *row = hinge_alloc(square, sizeof *row);
    struct hinge_random random;
    hinge_random_init(&random, design->seed, HINGE_STREAM_PROTOCOL,
                      (uint64_t)session << 32 | group);
    hinge_random_shuffle(&random, letter, balanced(design));
    for (size_t i = 0; i < people; i++) {
        if (i % square == 0)
            hinge_random_shuffle(&random, row, square);
        place(design, letter, row[i % square], order + i * design->conditions);
    }
    free(row);
}

/* --- people and recordings --- */

const char *hinge_protocol_title(const struct hinge_protocol *study,
                                 const struct hinge_protocol_row *row)
{
#define WORD(word) #word,
    static const char *const words[] = {"", HINGE_ROLE_LIST(WORD)};
    return row->role == HINGE_ROLE_trial ? study->options->cue[row->cue] : words[row->role];
}

/* The cue of the same sequence with the lowest step that has no unit yet; n_cues when
 * there is none. A baseline that comes first for everybody is of no sequence. */
static size_t next_step(const struct hinge_protocol_options *options, const char *sequence,
                        const bool *placed)
{
    size_t next = options->n_cues;
    int least = 0;
    for (size_t i = options->baseline_first ? 1 : 0; i < options->n_cues; i++) {
        const struct hinge_cue *cue = hinge_cue_find(options->cue[i]);
        if (placed[i] || cue == NULL || cue->sequence == NULL ||
            strcmp(cue->sequence, sequence) != 0 || (next < options->n_cues && cue->step >= least))
            continue;
        next = i;
        least = cue->step;
    }
    return next;
}

static bool is_practice(const struct hinge_protocol_options *options, unsigned session)
{
    return session > 1 && session <= options->practice + 1;
}

/* The value a key of the file name pattern stands for, NULL when it is none. */
static const char *key_value(const struct hinge_protocol *study,
                             const struct hinge_protocol_row *row, const char *key, size_t length,
                             char number[24])
{
    const struct hinge_protocol_options *options = study->options;
    const struct {
        const char *key, *text;
    } keys[] = {{"participant", study->participant[row->person]},
                {"group", options->group[study->group_of[row->person]].name},
                {"task", options->task[row->task]},
                {"cue", hinge_protocol_title(study, row)},
                {"session", study->session[row->session - 1]},
                {"trial", number}};
    snprintf(number, 24, "%u", row->trial);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strlen(keys[i].key) == length && strncmp(keys[i].key, key, length) == 0)
            return keys[i].text;
    return NULL;
}

static enum hinge_status name_file(struct hinge_protocol *study, struct hinge_protocol_row *row,
                                   struct hinge_error *error)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    const char *at = study->options->name;
    while (*at != '\0') {
        const char *open = strchr(at, '{'), *close = open ? strchr(open, '}') : NULL;
        char number[24];
        if (open == NULL) {
            hinge_text_adds(&text, at);
            break;
        }
        const char *value =
            close == NULL ? NULL
                          : key_value(study, row, open + 1, (size_t)(close - open - 1), number);
        if (value == NULL)
            return hinge_usage(error,
                               "--name: \"%s\": write participant, group, session, "
                               "task, cue or trial in braces",
                               open);
        hinge_text_add(&text, at, (size_t)(open - at));
        hinge_text_adds(&text, value);
        at = close + 1;
    }
    row->file = hinge_arena_copy(&study->arena, hinge_text_string(&text), text.length);
    return HINGE_OK;
}

static enum hinge_status add_row(struct hinge_protocol *study, const struct hinge_protocol_row *row,
                                 struct hinge_error *error)
{
    struct hinge_protocol_row *place = &study->row[study->rows];
    *place = *row;
    enum hinge_status status = name_file(study, place, error);
    study->rows += status == HINGE_OK;
    study->summary.recordings = study->rows;
    return status;
}

/* One visit: what must be known first, then the units in the person's order. The baseline is unit
 * 0 of a plan with practice, and apart from it. */
static enum hinge_status add_session(struct hinge_protocol *study, size_t person, unsigned session,
                                     const unsigned *order, struct hinge_error *error)
{
    const struct hinge_protocol_options *options = study->options;
    enum hinge_status status = HINGE_OK;
    struct hinge_protocol_row row = {.person = person, .session = session, .trial = 1};
    for (int role = 0; role < HINGE_ROLE_COUNT && status == HINGE_OK; role++) {
        row.role = (enum hinge_trial_role)role;
        if (!study->needs[role] || (role == HINGE_ROLE_maxflex && is_practice(options, session)))
            continue;
        study->summary.references++;
        status = add_row(study, &row, error);
    }
    row.role = HINGE_ROLE_trial;
    const bool practises = is_practice(options, session);
    const size_t tasks = practises ? 1 : options->n_tasks;
    for (size_t u = 0; u < study->units; u++) {
        if (options->practice > 0 && practises == (order[u] == 0))
            continue;
        const size_t from = study->unit[order[u]], to = study->unit[order[u] + 1];
        for (size_t i = tasks * from; i < tasks * to; i++) {
            row.cue = study->in_unit[i / tasks];
            row.task = i % tasks;
            row.order++;
            for (row.trial = 1; row.trial <= options->trials && status == HINGE_OK; row.trial++)
                status = add_row(study, &row, error);
        }
    }
    return status;
}

static struct hinge_order_design design_of(const struct hinge_protocol *study)
{
    const struct hinge_protocol_options *options = study->options;
    return (struct hinge_order_design){study->units, options->baseline_first, options->seed};
}

/* Orders of all people of a group: per session, then person. */
static void deal_group(const struct hinge_protocol *study, unsigned group, unsigned *order)
{
    const struct hinge_protocol_options *options = study->options;
    size_t people = options->group[group].people;
    const struct hinge_order_design design = design_of(study);
    for (unsigned s = 0; s < options->sessions; s++)
        hinge_order_deal(&design, group, s, people, order + s * people * study->units);
}

static enum hinge_status add_group(struct hinge_protocol *study, unsigned group, size_t first,
                                   struct hinge_error *error)
{
    const struct hinge_protocol_options *options = study->options;
    size_t people = options->group[group].people, n = study->units;
    unsigned *order = hinge_alloc(options->sessions * people * n, sizeof *order);
    deal_group(study, group, order);
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < people; i++)
        for (unsigned s = 0; s < options->sessions && status == HINGE_OK; s++)
            status = add_session(study, first + i, s + 1, order + (s * people + i) * n, error);
    study->summary.unbalanced += people % study->summary.square;
    free(order);
    return status;
}

static int compare_files(const void *a, const void *b)
{
    const struct hinge_protocol_row *const *x = a, *const *y = b;
    return strcasecmp((*x)->file, (*y)->file); /* on any disk */
}

/* A pattern that forgets a key gives two recordings one name. */
static enum hinge_status check_files(const struct hinge_protocol *study, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    cleared_by(freed) const struct hinge_protocol_row **row =
        hinge_alloc(study->rows, sizeof(void *));
    for (size_t i = 0; i < study->rows; i++)
        row[i] = &study->row[i];
    qsort(row, study->rows, sizeof(void *), compare_files);
    for (size_t i = 1; i < study->rows && status == HINGE_OK; i++)
        if (compare_files(&row[i - 1], &row[i]) == 0)
            status = hinge_usage(error, "--name: \"%s\" gives two recordings the name %s: add %s",
                                 study->options->name, row[i]->file,
                                 row[i - 1]->person != row[i]->person     ? "{participant}"
                                 : row[i - 1]->session != row[i]->session ? "{session}"
                                 : row[i - 1]->task != row[i]->task       ? "{task}"
                                 : row[i - 1]->trial != row[i]->trial     ? "{trial}"
                                                                          : "{cue}");
    return status;
}

enum hinge_status hinge_protocol_deal(struct hinge_protocol *study, struct hinge_error *error)
{
    const struct hinge_protocol_options *options = study->options;
    /* sessions, what is recorded beside them, conditions that stay together, people */
    study->session = hinge_arena_alloc(&study->arena, options->sessions, sizeof(char *));
    for (unsigned s = 1; s <= options->sessions; s++)
        study->session[s - 1] =
            options->practice == 0 && !options->before_after
                ? hinge_arena_printf(&study->arena, "%u", s)
            : is_practice(options, s)
                ? hinge_arena_printf(&study->arena, "%s_%u", hinge_stage_name(HINGE_STAGE_PRACTICE),
                                     s - 1)
            : s == 1                          ? hinge_stage_name(HINGE_STAGE_BEFORE)
            : s == 2 || s < options->sessions ? hinge_stage_name(HINGE_STAGE_AFTER)
                                              : hinge_stage_name(HINGE_STAGE_LATER);
    study->needs[HINGE_ROLE_standing] = true;
    /* whether practice makes the hips bend further; tier C sees no hips */
    study->needs[HINGE_ROLE_maxflex] = options->practice > 0 && options->tier != 'C';
    for (size_t i = 0; i < options->n_cues; i++) {
        const struct hinge_cue *cue = hinge_cue_find(options->cue[i]);
        if (cue != NULL && cue->reference != NULL)
            study->needs[hinge_trial_role_find(cue->reference)] = true;
    }
    bool placed[HINGE_ORDER_MAX] = {false};
    size_t n = 0;
    for (size_t i = 0; i < options->n_cues; i++) {
        const struct hinge_cue *cue = hinge_cue_find(options->cue[i]);
        bool single = cue == NULL || cue->sequence == NULL || (i == 0 && options->baseline_first);
        if (placed[i])
            continue;
        for (size_t k = single ? i : next_step(options, cue->sequence, placed); k < options->n_cues;
             k = single ? options->n_cues : next_step(options, cue->sequence, placed)) {
            placed[k] = true;
            study->in_unit[n++] = k;
        }
        study->unit[++study->units] = n;
    }
    const struct hinge_order_design design = design_of(study);
    study->summary.square = hinge_order_square(&design);
    size_t people = 0;
    int digits = 2;
    for (size_t i = 0; i < options->n_groups; i++)
        people += options->group[i].people;
    for (size_t j = people; j >= 100; j /= 10)
        digits++;
    study->summary.people = people;
    study->participant = hinge_arena_alloc(&study->arena, people, sizeof(char *));
    study->group_of = hinge_arena_alloc(&study->arena, people, sizeof(size_t));
    for (size_t group = 0, p = 0; group < options->n_groups; group++)
        for (size_t i = 0; i < options->group[group].people; i++, p++) {
            study->group_of[p] = group;
            study->participant[p] = hinge_arena_printf(&study->arena, "p%0*zu", digits, p + 1);
        }
    enum hinge_status status = HINGE_OK;
    size_t references = 0;
    for (int role = 0; role < HINGE_ROLE_COUNT; role++)
        references += study->needs[role];
    size_t rows = study->summary.people * options->sessions *
                  (options->n_cues * options->n_tasks * options->trials + references);
    study->row = hinge_arena_alloc(&study->arena, rows, sizeof *study->row);
    for (size_t group = 0, first = 0; group < options->n_groups && status == HINGE_OK; group++) {
        status = add_group(study, (unsigned)group, first, error);
        first += options->group[group].people;
    }
    return status == HINGE_OK ? check_files(study, error) : status;
}
