/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a study's list and ledger say of its people: how they are dealt to the parts of a cohort,
 * the marks of such a part, ids, and recordings with the same numbers. In: tables, borrowed; out:
 * rows, and a shard that the caller clears. */
#include "store/store.h"
#include "table/columns.h"

void hinge_shard_clear(struct hinge_shard *shard)
{
    free(shard->row);
    *shard = (struct hinge_shard){0};
}

/* --- whose and when --- */

int hinge_visit_compare(const void *a, const void *b)
{
    const struct hinge_visit *x = a, *y = b;
    int order = strcmp(x->participant, y->participant);
    return order != 0 ? order : strcmp(x->session, y->session);
}

int hinge_visit_row_compare(const void *a, const void *b)
{
    const struct hinge_visit *x = a, *y = b;
    int order = hinge_visit_compare(a, b);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

bool hinge_is_refused(const struct hinge_table *recordings, size_t row)
{
    return strcmp(hinge_table_word(recordings, "status", row), "refused") == 0;
}

bool hinge_is_to_come(const struct hinge_table *recordings, size_t row)
{
    return hinge_is_refused(recordings, row) &&
           hinge_reason_find(hinge_table_word(recordings, "reason", row)) ==
               HINGE_REASON_NOT_RECORDED;
}

/* --- dealing --- */

bool hinge_list_is_one_person(const struct hinge_table *list)
{
    bool reference = false;
    for (size_t i = 0; i < list->rows; i++) {
        const char *participant = hinge_table_text(list, "participant", i);
        const char *role = hinge_table_text(list, "role", i);
        if (participant != NULL && *participant != '\0')
            return false;
        reference = reference || (role != NULL && *role != '\0' && strcmp(role, "trial") != 0);
    }
    return reference;
}

void hinge_shard_deal(struct hinge_shard *shard, const struct hinge_table *list, bool *keep)
{
    size_t n = list->rows, before = 0; /* rows of the people dealt so far */
    cleared_by(freed) size_t *first = hinge_alloc(n, sizeof *first);
    size_t *of = hinge_alloc(n, sizeof *of); /* rows of a person, then her part */
    shard->row = hinge_alloc(n, sizeof *shard->row);
    shard->rows = 0;
    /* first[row]: the first row of its person */
    cleared_by(freed) struct hinge_text_row *place = hinge_alloc(list->rows, sizeof *place);
    bool one = hinge_list_is_one_person(list);
    for (size_t i = 0; i < list->rows; i++) {
        const char *participant = hinge_table_text(list, "participant", i);
        place[i] = (struct hinge_text_row){participant != NULL ? participant : "", i};
    }
    qsort(place, list->rows, sizeof *place, hinge_by_text_row);
    for (size_t i = 0; i < list->rows; i++) {
        bool same = i > 0 && (one || *place[i].text != '\0') &&
                    strcmp(place[i - 1].text, place[i].text) == 0;
        first[place[i].row] = same ? first[place[i - 1].row] : place[i].row;
    }
    for (size_t i = 0; i < n; i++)
        of[first[i]]++;
    for (size_t i = 0; i < n; i++) {
        if (first[i] == i) {
            size_t here = of[i];
            of[i] = (size_t)((double)before * (double)shard->shards / (double)n);
            before += here;
        }
        keep[i] = of[first[i]] == shard->shard - 1;
        if (keep[i])
            shard->row[shard->rows++] = i;
    }
    free(of);
}

enum hinge_status hinge_list_digest(const char *list, char digest[HINGE_SHA256_TEXT],
                                    struct hinge_error *error)
{
    const int file = hinge_os_open(list, HINGE_OS_READ);
    enum hinge_status status = file >= 0 ? hinge_sha256_file(file, digest, error) : HINGE_INPUT;
    if (status == HINGE_INPUT)
        hinge_file_unreadable(list, errno, error);
    if (file >= 0)
        hinge_os_close(file);
    return status;
}

enum hinge_status hinge_shard_digest(const struct hinge_table *table,
                                     char digest[HINGE_SHA256_TEXT], struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t row = 0; row <= table->rows && status == HINGE_OK; row++) {
        cleared_by(hinge_text_clear) struct hinge_text text = {0};
        hinge_text_adds(&text, digest);
        for (size_t c = 0; c < table->n_columns; c++) {
            char cell[48];
            hinge_text_printf(&text, "\n%s",
                              row == 0 ? table->column[c].name
                                       : hinge_table_cell(table, c, row - 1, cell));
        }
        status = hinge_sha256(text.data, text.length, digest, error);
    }
    return status;
}

/* --- marks of a part --- */

void hinge_shard_write(const struct hinge_shard *shard, char text[HINGE_SHARD_TEXT],
                       struct hinge_table *table)
{
    snprintf(text, HINGE_SHARD_TEXT, "%zu/%zu %s %s %s", shard->shard, shard->shards, shard->list,
             shard->options, shard->file);
    hinge_table_add_column(table, "row", HINGE_COLUMN_NUMBER, "1", 0);
    hinge_table_add_rows(table, shard->rows);
    for (size_t i = 0; i < shard->rows; i++)
        table->column[0].number[i] = (double)shard->row[i];
}

enum hinge_status hinge_shard_read(const char *text, const struct hinge_table *table, size_t rows,
                                   const char *path, struct hinge_shard *shard,
                                   struct hinge_error *error)
{
    *shard = (struct hinge_shard){.rows = rows};
    char *end;
    shard->shard = strtoul(text, &end, 10);
    shard->shards = *end == '/' ? strtoul(end + 1, &end, 10) : 0;
    bool right = sscanf(end, " %64[0-9a-f] %64[0-9a-f] %64[0-9a-f]", shard->list, shard->options,
                        shard->file) >= 2 &&
                 shard->shard > 0 && shard->shard <= shard->shards && table->rows == rows;
    shard->row = hinge_alloc(rows, sizeof *shard->row);
    for (size_t i = 0; i < rows && right; i++) {
        double row = hinge_table_number(table, "row", i);
        right = row >= 0 && row < 9e15 && (i == 0 || row > (double)shard->row[i - 1]);
        shard->row[i] = right ? (size_t)row : 0;
    }
    return right ? HINGE_OK
                 : hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED, "%s: damaged: /shard",
                                   path);
}

/* --- ids --- */

enum hinge_status hinge_agree_ids(const char *shown, const char *object,
                                  const struct hinge_table *table, const char *column,
                                  struct hinge_error *error)
{
    cleared_by(freed) const char **id = hinge_alloc(table->rows, sizeof *id);
    enum hinge_status status = HINGE_OK;
    size_t n = 0;
    for (size_t r = 0; r < table->rows; r++) {
        const char *text = hinge_table_text(table, column, r);
        if (!hinge_is_refused(table, r) && text != NULL && *text != '\0')
            id[n++] = text;
    }
    qsort(id, n, sizeof *id, hinge_by_text);
    for (size_t i = 1; i < n && status == HINGE_OK; i++)
        if (strcmp(id[i - 1], id[i]) == 0)
            status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                                     "%s: damaged: %s: the trial \"%.200s\" is listed twice", shown,
                                     object, id[i]);
    return status;
}

/* --- the same numbers: rows without `duplicate_of` are not looked at --- */

long hinge_twin_of(const struct hinge_table *ledger, size_t row)
{
    const char *digest = hinge_table_word(ledger, "numbers_xxh128", row);
    if (*hinge_table_word(ledger, "duplicate_of", row) == '\0' || *digest == '\0')
        return -1;
    const size_t first = hinge_table_row_of(ledger, "numbers_xxh128", digest, 0);
    return first < row ? (long)first : -1;
}

bool hinge_twin_differs(const struct hinge_table *list, size_t a, size_t b)
{
    const char *one = hinge_table_word(list, "participant", a),
               *other = hinge_table_word(list, "participant", b);
    return *one == '\0' || *other == '\0' || strcmp(one, other) != 0;
}

bool hinge_list_is_trial(const struct hinge_table *list, size_t row)
{
    const char *role = hinge_table_word(list, "role", row);
    return *role == '\0' || strcmp(role, "trial") == 0;
}

static bool differs_in(const struct hinge_table *list, const char *const *column, size_t n,
                       size_t a, size_t b)
{
    bool differs = false;
    for (size_t k = 0; k < n; k++) {
        const double x = hinge_table_number(list, column[k], a),
                     y = hinge_table_number(list, column[k], b);
        differs =
            differs || !(x == y || (isnan(x) && isnan(y))) ||
            strcmp(hinge_table_word(list, column[k], a), hinge_table_word(list, column[k], b)) != 0;
    }
    return differs;
}

bool hinge_twin_elsewhere(const struct hinge_table *list, size_t a, size_t b)
{
    static const char *const condition[] = {"group", "session", "task", "load_kg", "cue"},
                             *const again[] = {"rater", "view", "events"};
    return hinge_list_is_trial(list, a) && hinge_list_is_trial(list, b) &&
           !hinge_twin_differs(list, a, b) &&
           differs_in(list, condition, sizeof condition / sizeof *condition, a, b) &&
           !differs_in(list, again, sizeof again / sizeof *again, a, b);
}

long hinge_twin_same(const struct hinge_table *ledger, const struct hinge_table *list, size_t row)
{
    long first = hinge_list_is_trial(list, row) ? hinge_twin_of(ledger, row) : -1;
    const char *digest = hinge_table_word(ledger, "numbers_xxh128", row);
    for (size_t i = first < 0 ? row : (size_t)first; i < row; i++)
        if (hinge_list_is_trial(list, i) && !hinge_twin_differs(list, row, i) &&
            !hinge_twin_elsewhere(list, row, i) &&
            strcmp(hinge_table_word(ledger, "numbers_xxh128", i), digest) == 0)
            return (long)i;
    return -1;
}

bool hinge_twin_is_told(const struct hinge_table *list, size_t row, size_t twin)
{
    return *hinge_table_word(list, "copy_of", row) != '\0' ||
           *hinge_table_word(list, "copy_of", twin) != '\0';
}

long hinge_twin_stranger(const struct hinge_table *ledger, const struct hinge_table *list,
                         size_t row)
{
    const long first = hinge_list_is_trial(list, row) ? hinge_twin_of(ledger, row) : -1;
    const char *digest = hinge_table_word(ledger, "numbers_xxh128", row);
    for (size_t i = first < 0 ? row : (size_t)first; i < row; i++)
        if (hinge_list_is_trial(list, i) &&
            (hinge_twin_differs(list, row, i) || hinge_twin_elsewhere(list, row, i)) &&
            strcmp(hinge_table_word(ledger, "numbers_xxh128", i), digest) == 0)
            return (long)i;
    return -1;
}
