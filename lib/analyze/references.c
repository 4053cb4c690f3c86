/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of trials, and the rows they refer to: participant, session and role decide. A person's
 * second copy of a recording is left out. In: a study; out: hinge_study_rows, which owns all. */
#include "base/parameters.h"

#include "analyze/job.h"
#include "table/columns.h"

/* What no analysis looks at. */
static const char *const left_of_list[] = {"id", "file", NULL};
static const char *const left_of_ledger[] = {"family",    "sha256",  "numbers_xxh128",
                                             "bytes",     "frames",  "channels",
                                             "landmarks", "rate_hz", NULL};

static enum hinge_status load_left(struct hinge_study_rows *rows, const struct hinge_table *table,
                                   const char *group, const char *const *left, size_t column,
                                   struct hinge_table *one, struct hinge_error *error)
{
    const struct hinge_column *missing = &table->column[column];
    while (rows->narrow && *left != NULL && strcmp(*left, missing->name) != 0)
        left++;
    if (rows->narrow && *left != NULL)
        return hinge_study_get_column(rows->study, group, *left, one, error);
    one->sparse = true; /* nobody has a value */
    hinge_table_add_column(one, missing->name, missing->type, missing->unit, -1);
    hinge_table_add_rows(one, table->rows);
    return HINGE_OK;
}

static enum hinge_status load_of_list(void *context, size_t column, struct hinge_table *one,
                                      struct hinge_error *error)
{
    struct hinge_study_rows *rows = context;
    return load_left(rows, &rows->list, HINGE_GROUP_LIST, left_of_list, column, one, error);
}

static enum hinge_status load_of_ledger(void *context, size_t column, struct hinge_table *one,
                                        struct hinge_error *error)
{
    struct hinge_study_rows *rows = context;
    return load_left(rows, &rows->ledger, HINGE_GROUP_LEDGER, left_of_ledger, column, one, error);
}

struct hinge_rows hinge_study_rows_list(struct hinge_study_rows *rows)
{
    return (struct hinge_rows){&rows->list, rows->list.rows, load_of_list, rows};
}

struct hinge_rows hinge_study_rows_ledger(struct hinge_study_rows *rows)
{
    return (struct hinge_rows){&rows->ledger, rows->ledger.rows, load_of_ledger, rows};
}

enum hinge_status hinge_study_rows_open_narrow(const char *path, struct hinge_study_rows *rows,
                                               struct hinge_error *error)
{
    rows->narrow = true;
    return hinge_study_rows_open(path, rows, error);
}

enum hinge_status hinge_study_rows_open(const char *path, struct hinge_study_rows *rows,
                                        struct hinge_error *error)
{
    hinge_file_settle(path);
    enum hinge_status status = hinge_study_open(path, &rows->study, error);
    if (status == HINGE_OK)
        status = hinge_study_get_sparse(rows->study, HINGE_GROUP_LIST,
                                        rows->narrow ? left_of_list : NULL, &rows->list, error);
    if (status == HINGE_OK)
        status = hinge_study_get_sparse(rows->study, HINGE_GROUP_LEDGER,
                                        rows->narrow ? left_of_ledger : NULL, &rows->ledger, error);
    /* twins are told by digests, which are read where there are any */
    const long twins =
        status == HINGE_OK && rows->narrow ? hinge_table_find(&rows->ledger, "duplicate_of") : -1;
    if (twins >= 0 && rows->ledger.column[twins].text != NULL) {
        hinge_table_clear(&rows->ledger);
        status =
            hinge_study_get_sparse(rows->study, HINGE_GROUP_LEDGER, NULL, &rows->ledger, error);
    }
    if (status != HINGE_OK)
        return status;
    size_t n = rows->ledger.rows;
    if (rows->list.rows != n)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                               "%s: damaged: list and ledger differ in length", path);
    rows->trial_of = hinge_arena_alloc(&rows->arena, n, sizeof *rows->trial_of);
    return hinge_study_match(rows->study, &rows->ledger, path, rows->trial_of, error);
}

enum hinge_status hinge_study_rows_shard(struct hinge_study_rows *rows,
                                         const struct hinge_analyze_request *request,
                                         struct hinge_shard *shard, struct hinge_error *error)
{
    const char *text = hinge_study_attribute(rows->study, HINGE_SHARD_ATTRIBUTE);
    cleared_by(hinge_table_clear) struct hinge_table table = {0};
    enum hinge_status status = HINGE_OK;
    if (text == NULL && request->shards == 0)
        return HINGE_OK;
    if (text != NULL && request->shards > 0)
        return hinge_usage(error, "%s: is shard %.*s already: analyse it without --shard",
                           request->study, (int)strcspn(text, " "), text);
    shard->shard = request->shard;
    shard->shards = request->shards;
    if (text != NULL)
        status = hinge_study_get_table(rows->study, HINGE_GROUP_SHARD, &table, error);
    if (status == HINGE_OK && text != NULL)
        status = hinge_shard_read(text, &table, rows->list.rows, request->study, shard, error);
    if (status == HINGE_OK && text == NULL) {
        /* The rows of one part; the study's trials keep their places. */
        bool *keep = hinge_arena_alloc(&rows->arena, rows->list.rows, sizeof *keep);
        status = hinge_shard_digest(&rows->list, shard->list, error);
        if (status == HINGE_OK)
            status = hinge_shard_digest(&rows->ledger, shard->list, error);
        if (status == HINGE_OK) {
            hinge_shard_deal(shard, &rows->list, keep);
            hinge_table_keep_rows(&rows->list, keep);
            hinge_table_keep_rows(&rows->ledger, keep);
            for (size_t i = 0; i < shard->rows; i++)
                rows->trial_of[i] = rows->trial_of[shard->row[i]];
        }
    }
    if (status == HINGE_OK) {
        /* What every part of an analysis has in common beside the parameters. */
        cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
        char events[HINGE_SHA256_TEXT] = "", both[2 * HINGE_SHA256_TEXT];
        if (request->events != NULL)
            status = hinge_file_read(request->events, request->events, SIZE_MAX / 2, &bytes, error);
        if (status == HINGE_OK)
            status = hinge_sha256(bytes.data, bytes.size, events, error);
        int n = snprintf(both, sizeof both, "%s %s", shard->options, events);
        status = status == HINGE_OK ? hinge_sha256(both, (size_t)n, shard->options, error) : status;
    }
    return status;
}

void hinge_study_rows_close(struct hinge_study_rows *rows)
{
    hinge_study_close(rows->study);
    hinge_table_clear(&rows->list);
    hinge_table_clear(&rows->ledger);
    hinge_arena_clear(&rows->arena);
    *rows = (struct hinge_study_rows){0};
}

/* The recording of a role in each row's run: the nearest before it, else the first
 * after it; the first standing recording has its own zero. */
static void find_role(struct hinge_study_rows *rows, enum hinge_trial_role role, int refer,
                      const struct hinge_visit *visit, size_t n)
{
    for (int backwards = 0; backwards < 2; backwards++) {
        int32_t nearest = -1;
        for (size_t k = 0; k < n; k++) {
            size_t i = backwards ? n - 1 - k : k, row = visit[i].row;
            size_t neighbour = backwards ? i + 1 : i - 1;
            bool is = hinge_trial_role_find(hinge_table_word(&rows->list, "role", row)) == role;
            bool itself = backwards && is && refer == HINGE_REFER_STANDING;
            if (k == 0 || hinge_visit_compare(&visit[neighbour], &visit[i]) != 0)
                nearest = -1;
            if (rows->refer[row][refer] < 0 && !itself)
                rows->refer[row][refer] = nearest;
            is = is && rows->trial_of[row] >= 0;
            bool asks = is && refer == HINGE_REFER_REST, has = !asks;
            const struct hinge_layout *layout =
                asks ? hinge_study_layout(rows->study, (size_t)rows->trial_of[row]) : NULL;
            for (size_t c = 0; asks && c < layout->n_channels && !has; c++)
                has = layout->channel[c].landmark >= HINGE_LANDMARK_gmax_l &&
                      layout->channel[c].landmark <= HINGE_LANDMARK_ilio_r;
            if (is && has)
                nearest = (int32_t)row;
        }
    }
}

/* Whether nothing but its bends can tell which way a recording's raw pelvis tips. */
static bool is_sign_open(const struct hinge_study_rows *rows, size_t row)
{
    const struct hinge_table *list = &rows->list;
    const enum hinge_trial_role role = hinge_trial_role_find(hinge_table_word(list, "role", row));
    if (rows->trial_of[row] < 0 || *hinge_table_word(list, "heading", row) != '\0' ||
        *hinge_table_word(list, "outward:pelvis", row) != '\0' ||
        (role != HINGE_ROLE_NONE && role != HINGE_ROLE_trial))
        return false;
    const struct hinge_layout *layout =
        hinge_study_layout(rows->study, (size_t)rows->trial_of[row]);
    for (size_t c = 0; c < layout->n_channels; c++)
        if (layout->channel[c].landmark == HINGE_LANDMARK_pelvis &&
            (layout->channel[c].flags & HINGE_CHANNEL_HEADING_FREE) != 0)
            return true;
    return false;
}

int32_t hinge_fronts_row(const struct hinge_study_rows *rows, size_t row, int32_t of)
{
    const int32_t at = rows->refer[row][HINGE_REFER_CALIBRATION],
                  next = of < 0 ? at : rows->refer[of][HINGE_REFER_CALIBRATION];
    const bool ring =
        at >= 0 && rows->refer[at][HINGE_REFER_CALIBRATION] >= 0 && is_sign_open(rows, (size_t)at);
    return of >= 0 && !ring ? -1 : next >= 0 && (size_t)next != row ? next : -1;
}

bool hinge_fronts_known(const struct hinge_fronts *fronts)
{
    bool any = false;
    for (int k = 0; k < HINGE_SEGMENTS; k++)
        for (int c = 0; c < 3; c++)
            any = any || fronts->of[k][c] != 0;
    return any;
}

void hinge_references_find(struct hinge_study_rows *rows, const struct hinge_parameters *parameters)
{
    size_t n;
    rows->refer = hinge_arena_raw(&rows->arena, rows->list.rows, sizeof *rows->refer);
    memset(rows->refer, -1, rows->list.rows * sizeof *rows->refer);
    struct hinge_arena_mark mark = hinge_arena_mark(&rows->arena);
    /* The rows of all recordings whose person is known, in the arena: a person's session is a run.
     */
    const struct hinge_table *list = &rows->list;
    struct hinge_visit *visit = hinge_arena_raw(&rows->arena, list->rows, sizeof *visit);
    bool one = hinge_list_is_one_person(list);
    n = 0;
    for (size_t i = 0; i < list->rows; i++)
        if (one || *hinge_table_word(list, "participant", i) != '\0')
            visit[n++] = (struct hinge_visit){hinge_table_word(list, "participant", i),
                                              hinge_table_word(list, "session", i), i};
    qsort(visit, n, sizeof *visit, hinge_visit_row_compare);
    if (strcmp(parameters->ref_scope, "session") == 0) {
        /* the first recording of each row's run, for all but itself */
        int32_t first = -1;
        for (size_t i = 0; i < n; i++) {
            size_t row = visit[i].row;
            if (i == 0 || hinge_visit_compare(&visit[i - 1], &visit[i]) != 0)
                first = -1;
            rows->refer[row][HINGE_REFER_STANDING] = first;
            if (first < 0 && rows->trial_of[row] >= 0 &&
                hinge_trial_role_find(hinge_table_word(&rows->list, "role", row)) != HINGE_ROLE_mvc)
                first = (int32_t)row;
        }
    } else {
        find_role(rows, HINGE_ROLE_standing, HINGE_REFER_STANDING, visit, n);
    }
    find_role(rows, HINGE_ROLE_maxflex, HINGE_REFER_MAXFLEX, visit, n);
    find_role(rows, HINGE_ROLE_stack_ref, HINGE_REFER_STACK, visit, n);
    find_role(rows, HINGE_ROLE_dowel_ref, HINGE_REFER_DOWEL, visit, n);
    find_role(rows, HINGE_ROLE_standing, HINGE_REFER_REST, visit, n);
    /* Each recording of a person and session refers to the last with the role mvc, and that one to
     * the one before it: a muscle's maximum may be in any of them. */
    for (size_t first = 0, end; first < n; first = end) {
        int32_t last = -1;
        for (end = first; end < n && hinge_visit_compare(&visit[first], &visit[end]) == 0; end++) {
            const size_t row = visit[end].row;
            if (rows->trial_of[row] < 0 ||
                hinge_trial_role_find(hinge_table_word(&rows->list, "role", row)) != HINGE_ROLE_mvc)
                continue;
            rows->refer[row][HINGE_REFER_MAXIMUM] = last;
            last = (int32_t)row;
        }
        for (size_t i = first; i < end && last >= 0; i++)
            if (hinge_trial_role_find(hinge_table_word(&rows->list, "role", visit[i].row)) !=
                HINGE_ROLE_mvc)
                rows->refer[visit[i].row][HINGE_REFER_MAXIMUM] = last;
    }
    find_role(rows, HINGE_ROLE_calibration, HINGE_REFER_CALIBRATION, visit, n);
    /* Of a session without a calibration the recordings of a raw pelvis refer to each other in a
     * ring: one that bends so deep that its sign is sure tells the others. */
    for (size_t first = 0, end; first < n; first = end) {
        int32_t from = -1, last = -1;
        for (end = first; end < n && hinge_visit_compare(&visit[first], &visit[end]) == 0; end++) {
            const size_t row = visit[end].row;
            if (rows->refer[row][HINGE_REFER_CALIBRATION] >= 0 || !is_sign_open(rows, row))
                continue;
            if (last >= 0)
                rows->refer[last][HINGE_REFER_CALIBRATION] = (int32_t)row;
            from = from < 0 ? (int32_t)row : from;
            last = (int32_t)row;
        }
        if (last != from)
            rows->refer[last][HINGE_REFER_CALIBRATION] = from;
    }
    /* A front view and the recording that it was filmed with. */
    const struct hinge_table *ledger = &rows->ledger;
    for (size_t f = 0; f < list->rows; f++) {
        const char *wanted = hinge_table_word(list, "sync_trial", f);
        if (rows->trial_of[f] < 0 || *wanted == '\0' ||
            strcmp(hinge_table_word(list, "view", f), "frontal") != 0)
            continue;
        for (size_t i = 0; i < ledger->rows; i++)
            if (i != f && rows->trial_of[i] >= 0 &&
                strcmp(hinge_table_word(ledger, "trial_id", i), wanted) == 0) {
                rows->refer[i][HINGE_REFER_FRONT] = (int32_t)f;
                rows->refer[f][HINGE_REFER_SIDE] = (int32_t)i;
            }
    }
    hinge_arena_reset(&rows->arena, mark);
}

/* --- the same numbers twice --- */

void hinge_duplicates_settle(const struct hinge_analyze_request *request,
                             const struct hinge_table *list, struct hinge_table *ledger,
                             int32_t *trial_of)
{
    for (size_t i = 0; i < ledger->rows; i++) {
        char message[1000];
        long same = trial_of[i] >= 0 ? hinge_twin_same(ledger, list, i) : -1;
        if (same >= 0 && trial_of[same] < 0)
            same = -1; /* which is excluded itself */
        long twin = same >= 0 ? same : trial_of[i] >= 0 ? hinge_twin_stranger(ledger, list, i) : -1;
        if (twin < 0)
            continue;
        snprintf(message, sizeof message, "%.300s: the same numbers as %.300s, of %s: %s",
                 hinge_table_word(ledger, "file", i),
                 hinge_table_word(ledger, "file", (size_t)twin),
                 same >= 0                                     ? "the same participant"
                 : hinge_twin_elsewhere(list, i, (size_t)twin) ? "the same participant in another "
                                                                 "condition"
                                                               : "another participant",
                 same >= 0 ? "counted once"
                 : hinge_twin_is_told(list, i, (size_t)twin)
                     ? "the one with copy_of in the trial list counts for nobody"
                     : "neither counts until the column copy_of of the trial list names "
                       "the file that one copies");
        if (request->message != NULL)
            request->message(request->context, message);
        if (same < 0)
            continue;
        trial_of[i] = -1;
        const char *const cells[][2] = {{"status", "refused"},
                                        {"reason",
                                         hinge_reason_name(HINGE_REASON_DUPLICATE_RECORDING)},
                                        {"message", message}};
        for (size_t c = 0; c < sizeof cells / sizeof *cells; c++)
            hinge_table_set_text(ledger, (size_t)hinge_table_find(ledger, cells[c][0]), i,
                                 cells[c][1]);
    }
}
