/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings of a folder by kind, and what is missing before they can be used. */
#include "run/found.h"

#include "base/file.h"
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Said of each lack: what the files are without or are like, and what to do. */
static const struct {
    const char *what, *key, *todo;
} lacks[HINGE_LACKS_COUNT] = {
    [HINGE_LACKS_RATE] = {"without a frame rate", "rate_hz", NULL},
    [HINGE_LACKS_UP] = {"without an up axis", "up", NULL},
    [HINGE_LACKS_UNITS] = {"without units", "units", NULL},
    [HINGE_LACKS_SIZE] = {"without the size of its images", "image_size", NULL},
    [HINGE_LACKS_NAMES] = {"with unknown names of points", NULL,
                           "hinge-inspect --suggest FILE writes a form to fill in"},
    [HINGE_LACKS_SEGMENT] = {"with one sensor each", NULL,
                             "name those of one recording in one row of the list, in "
                             "columns sensor:pelvis, sensor:l1, …"},
    [HINGE_LACKS_OTHER] = {"that can't be used as it is", NULL,
                           "hinge-inspect FILE gives the reason"}};

/* "" when the item is not there. */
static const char *item_of(const struct hinge_table *table, const char *item)
{
    const char *value = table->rows > 0 ? hinge_table_text(table, item, 0) : NULL;
    return value != NULL ? value : "";
}

static bool is(const struct hinge_table *table, const char *item, const char *value)
{
    return strcmp(item_of(table, item), value) == 0;
}

static bool has_reason(const struct hinge_table *table, enum hinge_reason reason)
{
    return is(table, "reason", hinge_reason_name(reason));
}

static void lack(struct hinge_found *found, enum hinge_found_lack what, const char *file)
{
    if (found->lacking[what]++ == 0)
        snprintf(found->first[what], HINGE_FOUND_NAME, "%.*s", HINGE_FOUND_NAME - 1, file);
}

/* Names come first: without them nothing else would help. The up axis and the units are
 * missed where analysis would ask for them. */
static void look_for_lacks(struct hinge_found *found, const char *file,
                           const struct hinge_table *table)
{
    bool rate = has_reason(table, HINGE_REASON_FS_UNKNOWN),
         up = has_reason(table, HINGE_REASON_VERTICAL_UNKNOWN),
         units = has_reason(table, HINGE_REASON_UNITS_UNKNOWN),
         /* without a rate the size is not asked for, but will be */
        size =
            has_reason(table, HINGE_REASON_ASPECT_UNKNOWN) || (rate && is(table, "units", "norm"));
    if (is(table, "landmark_set", "none")) {
        lack(found, is(table, "format", "sensor") ? HINGE_LACKS_SEGMENT : HINGE_LACKS_NAMES, file);
        return;
    }
    if (rate)
        lack(found, HINGE_LACKS_RATE, file);
    if ((rate || up || units) && is(table, "up", "unknown"))
        lack(found, HINGE_LACKS_UP, file);
    if ((rate || up || units) && is(table, "units", "unknown"))
        lack(found, HINGE_LACKS_UNITS, file);
    if (size)
        lack(found, HINGE_LACKS_SIZE, file);
    if (is(table, "tier", "N") && !rate && !up && !units && !size)
        lack(found, HINGE_LACKS_OTHER, file);
}

const char *hinge_found_after_path(const char *message, const char *path)
{
    size_t n = strlen(path);
    if (strncmp(message, path, n) != 0 || message[n] != ':')
        return message;
    return message + n + 1 + (message[n + 1] == ' ');
}

void hinge_found_add(struct hinge_found *found, const char *file,
                     const struct hinge_table *inspected)
{
    char kind[80];
    size_t k = 0;
    found->recordings++;
    look_for_lacks(found, file, inspected);
    bool usable = !is(inspected, "tier", "N");
    snprintf(kind, sizeof kind, "%.30s, %.20s, %s%.5s", item_of(inspected, "format"),
             item_of(inspected, "landmark_set"), usable ? "tier " : "not usable as it is",
             usable ? item_of(inspected, "tier") : "");
    while (k < found->n_kinds && strcmp(found->kind[k], kind) != 0)
        k++;
    if (k == HINGE_FOUND_KINDS)
        return;
    if (k == found->n_kinds)
        memcpy(found->kind[found->n_kinds++], kind, sizeof kind);
    found->count[k]++;
}

const char *hinge_found_column(const struct hinge_found *found, enum hinge_found_lack lack)
{
    bool some = found->lacking[lack] > 0 && found->lacking[lack] < found->recordings;
    return some && lack != HINGE_LACKS_SIZE ? lacks[lack].key : NULL;
}

static const char *cell(const struct hinge_table *rows, const char *column, size_t row)
{
    const char *text = hinge_table_text(rows, column, row);
    return text != NULL ? text : "";
}

static size_t stem_of(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot != NULL && dot > name ? (size_t)(dot - name) : strlen(name);
}

/* Letters up to the kind that Sports2D writes one movement in ("m", "px", "angles"),
 * 0 for another program's name; *kind is the kind's length. */
static size_t before_kind(const char *name, size_t *kind)
{
    static const char mark[] = "_Sports2D_";
    const char *at = strstr(name, mark);
    if (at == NULL)
        return 0;
    *kind = strcspn(at + strlen(mark), "_");
    return (size_t)(at - name) + strlen(mark);
}

/* Names that differ in nothing but their endings, squat.trc and squat.mot, or that one
 * program gives to one movement. */
static bool are_of_one(const char *x, const char *y)
{
    size_t n = stem_of(x), left = stem_of(y), one = 0, other = 0;
    size_t before = before_kind(x, &one);
    if (before > 0 && before == before_kind(y, &other) && memcmp(x, y, before) == 0) {
        size_t skipped = before + one;
        x += skipped;
        y += before + other;
        n -= n < skipped ? n : skipped;
        left -= left < before + other ? left : before + other;
    }
    return n == left && memcmp(x, y, n) == 0;
}

/* The same person's files of one movement. */
static bool are_twins(const struct hinge_table *rows, size_t a, size_t b)
{
    const char *x = hinge_file_name(cell(rows, "file", a)),
               *y = hinge_file_name(cell(rows, "file", b));
    return strcmp(x, y) != 0 && are_of_one(x, y) &&
           strcmp(cell(rows, "participant", a), cell(rows, "participant", b)) == 0;
}

/* Quiet standing, the zero of every angle: taken from names, so it is said. */
static void describe_standing(const struct hinge_table *rows, struct hinge_text *out)
{
    enum { NAMED = 8 };
    struct hinge_text named = {0};
    size_t n = 0;
    for (size_t r = 0; r < rows->rows; r++) {
        if (strcmp(cell(rows, "role", r), "standing") != 0)
            continue;
        if (n++ < NAMED)
            hinge_text_printf(&named, "%s%s", n > 1 ? ", " : "", cell(rows, "file", r));
    }
    if (n > 0)
        hinge_text_printf(out,
                          "zero    %zu recording%s of quiet standing (role standing), "
                          "the upright zero of its session: %s%s\n",
                          n, n == 1 ? "" : "s", hinge_text_string(&named), n > NAMED ? ", …" : "");
    hinge_text_clear(&named);
}

static void describe_rows(const struct hinge_table *rows, const char *list, struct hinge_text *out)
{
    describe_standing(rows, out);
    size_t nobody = 0, twins = 0, first = 0;
    char pair[2 * HINGE_FOUND_NAME + 8] = "";
    for (size_t a = 0; a < rows->rows; a++) {
        bool has_twin = false;
        if (*cell(rows, "participant", a) == '\0' && nobody++ == 0)
            first = a;
        for (size_t b = a + 1; b < rows->rows && !has_twin; b++)
            if ((has_twin = are_twins(rows, a, b)) && twins == 0)
                snprintf(pair, sizeof pair, "%.*s, %.*s", HINGE_FOUND_NAME - 1,
                         cell(rows, "file", a), HINGE_FOUND_NAME - 1, cell(rows, "file", b));
        twins += has_twin;
    }
    if (nobody > 0)
        hinge_text_printf(out,
                          "look at %zu without a participant (%s%s): fill the column "
                          "in %s; people are the unit of every comparison\n",
                          nobody, cell(rows, "file", first), nobody > 1 ? ", …" : "", list);
    if (twins > 0)
        hinge_text_printf(out,
                          "look at %zu with the name of another (%s): if two files are "
                          "of one movement, keep one row; name a file of angles in the "
                          "column angles of the other\n",
                          twins, pair);
}

/* The number of the column's values, each once; the first are added in the order of the
 * rows. */
static void put_values(const struct hinge_table *rows, const char *column, struct hinge_text *out,
                       size_t *n)
{
    enum { NAMED = 8 };
    const char *name[NAMED];
    size_t named = 0, values = 0;
    const char **all = hinge_alloc(rows->rows, sizeof *all);
    *n = 0;
    for (size_t r = 0; r < rows->rows; r++) {
        const char *value = cell(rows, column, r);
        size_t k = 0;
        if (*value == '\0')
            continue;
        all[values++] = value;
        while (k < named && strcmp(name[k], value) != 0)
            k++;
        if (k == named && named < NAMED) {
            hinge_text_printf(out, "%s%s", named > 0 ? ", " : "", value);
            name[named++] = value;
        }
    }
    if (values > 1)
        qsort(all, values, sizeof *all, hinge_by_text);
    for (size_t i = 0; i < values; i++)
        *n += i == 0 || strcmp(all[i - 1], all[i]) != 0;
    if (*n > NAMED)
        hinge_text_puts(out, ", …");
    free(all);
}

void hinge_found_list(const struct hinge_table *rows, const char *list, struct hinge_text *out)
{
    static const struct {
        const char *column, *one, *several;
    } named[] = {{"participant", "participant", "participants"},
                 {"group", "group", "groups"},
                 {"session", "session", "sessions"},
                 {"task", "task", "tasks"},
                 {"cue", "cue", "cues"}};
    hinge_text_printf(out, "list    %s: %zu recording%s", list, rows->rows,
                      rows->rows == 1 ? "" : "s");
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        struct hinge_text values = {0};
        size_t n;
        put_values(rows, named[i].column, &values, &n);
        if (n > 0)
            hinge_text_printf(out, "; %zu %s (%s)", n, n == 1 ? named[i].one : named[i].several,
                              hinge_text_string(&values));
        hinge_text_clear(&values);
    }
    hinge_text_puts(out, "\n");
}

void hinge_found_describe(const struct hinge_found *found, const struct hinge_table *rows,
                          bool made, const char *list, const char *ini, struct hinge_text *out)
{
    for (size_t k = 0; k < found->n_kinds; k++)
        hinge_text_printf(out, "found   %zu × %s\n", found->count[k], found->kind[k]);
    bool tiers = false;
    for (size_t k = 0; k < found->n_kinds; k++)
        tiers = tiers || strstr(found->kind[k], "tier ") != NULL;
    if (tiers)
        hinge_text_puts(out, "tiers   A and B: hips and spine apart; C: trunk, knees "
                             "and tempo, no lumbar motion\n");
    hinge_text_printf(out, "wrote   %s\n", ini);
    if (made)
        hinge_text_printf(out,
                          "wrote   %s: look whether participant, group, cue and role "
                          "are right, they are guessed from names\n",
                          list);
    describe_rows(rows, list, out);
    for (size_t i = 0; i < HINGE_LACKS_COUNT; i++) {
        if (found->lacking[i] == 0)
            continue;
        const char *column = hinge_found_column(found, (enum hinge_found_lack)i);
        hinge_text_printf(out, "look at %zu %s", found->lacking[i], lacks[i].what);
        if (column == NULL && lacks[i].key != NULL) {
            hinge_text_printf(out, ": %s under [ingest] in %s\n", lacks[i].key, ini);
            continue;
        }
        hinge_text_printf(out, " (%s%s): ", found->first[i], found->lacking[i] > 1 ? ", …" : "");
        if (column != NULL)
            hinge_text_printf(out, "fill column %s of %s for these; the others say it\n", column,
                              list);
        else
            hinge_text_printf(out, "%s\n", lacks[i].todo);
    }
}
