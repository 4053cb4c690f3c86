/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares what the tools made with golden tables and results, for
 * tests/golden/test_*.sh:
 *
 *   compare [--accept] LISTS GOLDEN MADE
 *
 * Every file of the folder MADE is compared with the file of that name in GOLDEN. Rows
 * of a table (.csv) are matched by the columns that LISTS/keys names for it; members of
 * a result (.json) by their path. Numbers may differ by 1e-9 * max(1, |golden|), all
 * else not at all; the order of rows, columns and members is free, and columns and
 * members may be added. Those of LISTS/may-go may go. The first differences of each
 * file are printed, with counts. Exit: 0 none, 1 some, 2 cannot compare.
 *
 * --accept writes the files of GOLDEN that differ or lack something anew, numbers to 12
 * digits. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <jansson.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SHOWN 20       /* differences printed of each file */
#define TOLERANCE 1e-9 /* times the larger of 1 and the golden number */

static const char *lists;

__attribute__((format(printf, 1, 2))) _Noreturn static void stop(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("compare: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(2);
}

static void *memory(void *old, size_t size)
{
    void *got = realloc(old, size ? size : 1);
    if (!got)
        stop("no memory for %zu bytes", size);
    return got;
}

__attribute__((format(printf, 1, 2))) static char *join(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text;
    if (vasprintf(&text, format, arguments) < 0)
        stop("no memory");
    va_end(arguments);
    return text;
}

/* NULL: there is no such file. */
static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file && errno == ENOENT)
        return NULL;
    if (!file)
        stop("%s: %s", path, strerror(errno));
    size_t n = 0, room = 1 << 16;
    char *text = memory(NULL, room + 1);
    for (size_t got; (got = fread(text + n, 1, room - n, file)) > 0;)
        if ((n += got) == room)
            text = memory(text, (room *= 2) + 1);
    if (ferror(file))
        stop("%s cannot be read", path);
    fclose(file);
    text[n] = '\0';
    return text;
}

/* --- what differs in one file --- */

struct findings {
    const char *file;
    size_t n, compared;
    int added;       /* columns or members that the golden has not */
    size_t *columns; /* of tables: differences in each column */
};

static void differ(struct findings *f, const char *key, const char *column, const char *old,
                   const char *now)
{
    if (f->n++ < SHOWN)
        printf("%s [%s] %s: %s -> %s\n", f->file, key, column, *old ? old : "(empty)",
               *now ? now : "(empty)");
}

static int is_number(const char *text, double *value)
{
    char *end;
    if (!isdigit((unsigned char)*text) && !strchr("+-.", *text))
        return 0;
    *value = strtod(text, &end);
    return end != text && !*end && isfinite(*value);
}

static int near(double golden, double made)
{
    return fabs(golden - made) <= TOLERANCE * fmax(1.0, fabs(golden));
}

static int same_cell(const char *golden, const char *made)
{
    double a, b;
    return strcmp(golden, made) == 0 ||
           (is_number(golden, &a) && is_number(made, &b) && near(a, b));
}

/* The text of a file of LISTS, read once. */
static const char *list_text(const char *name)
{
    static struct {
        const char *name;
        char *text;
    } known[4];
    size_t i = 0;
    for (; known[i].name; i++)
        if (strcmp(known[i].name, name) == 0)
            return known[i].text;
    char *path = join("%s/%s", lists, name);
    known[i].name = name;
    if (!(known[i].text = read_file(path)))
        stop("%s is missing", path);
    free(path);
    return known[i].text;
}

static const char *next_line(const char *at)
{
    at = strchr(at, '\n');
    return at ? at + 1 : NULL;
}

/* Whether a line "FILE NAME" of a list, both of them patterns, fits. */
static int is_listed(const char *list, const char *file, const char *name)
{
    char files[256], names[256];
    for (const char *at = list_text(list); at; at = next_line(at))
        if (*at != '#' && sscanf(at, "%255s %255s", files, names) == 2 &&
            fnmatch(files, file, 0) == 0 && fnmatch(names, name, 0) == 0)
            return 1;
    return 0;
}

/* --- tables --- */

struct table {
    char *text;   /* cells are in it */
    char **cells; /* rows of `columns`, the first the names */
    size_t columns, rows;
};

/* RFC 4180: a cell may be quoted, with "" for a quote. */
static struct table parse_table(const char *path, char *text)
{
    struct table t = {.text = text};
    size_t n = 0, room = 0;
    for (char *at = text; *at;) {
        if (n == room)
            t.cells = memory(t.cells, (room = room * 2 + 1024) * sizeof *t.cells);
        char *out = t.cells[n++] = at;
        int quoted = *at == '"';
        for (at += quoted; *at && (quoted || (*at != ',' && *at != '\n')); at++) {
            if (quoted && *at == '"' && *++at != '"') {
                quoted = 0;
                at--;
                continue;
            }
            *out++ = *at;
        }
        char ended = *at;
        at += ended != '\0';
        *out = '\0';
        if (ended != ',') {
            t.columns = t.columns ? t.columns : n;
            if (n != ++t.rows * t.columns)
                stop("%s: row %zu has not %zu cells", path, t.rows, t.columns);
        }
    }
    if (!t.rows)
        stop("%s is empty", path);
    return t;
}

static void free_table(struct table *t)
{
    free(t->text);
    free(t->cells);
}

#define NONE SIZE_MAX

static size_t column_of(const struct table *t, const char *name)
{
    for (size_t c = 0; c < t->columns; c++)
        if (strcmp(t->cells[c], name) == 0)
            return c;
    return NONE;
}

struct row {
    char *key;
    size_t at;
};

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct row *)a)->key, ((const struct row *)b)->key);
}

/* The key columns of a table, of LISTS/keys: "flow group,step,reason" is for every
 * flow.csv. */
static const char *keys_of(const char *file)
{
    static char keys[512];
    char name[256];
    const char *base = strrchr(file, '/') ? strrchr(file, '/') + 1 : file;
    size_t length = strlen(base) - strlen(".csv");
    for (const char *at = list_text("keys"); at; at = next_line(at))
        if (*at != '#' && sscanf(at, "%255s %511s", name, keys) == 2 && strlen(name) == length &&
            strncmp(name, base, length) == 0)
            return keys;
    stop("%s/keys has no line for %.*s", lists, (int)length, base);
}

/* Rows by key; of the key columns those count that both tables have. */
static struct row *rows_by_key(const struct table *t, const struct table *other, const char *file,
                               const char *whose)
{
    struct row *rows = memory(NULL, t->rows * sizeof *rows);
    for (size_t r = 1; r < t->rows; r++) {
        char names[512], *key = NULL;
        snprintf(names, sizeof names, "%s", keys_of(file));
        for (char *name = strtok(names, ","); name; name = strtok(NULL, ",")) {
            size_t c = column_of(t, name);
            if (c == NONE || column_of(other, name) == NONE)
                continue;
            char *longer =
                join("%s%s%s", key ? key : "", key ? " " : "", t->cells[r * t->columns + c]);
            free(key);
            key = longer;
        }
        rows[r - 1] = (struct row){key ? key : join("all"), r};
    }
    qsort(rows, t->rows - 1, sizeof *rows, by_key);
    for (size_t r = 1; r + 1 < t->rows; r++)
        if (by_key(&rows[r - 1], &rows[r]) == 0)
            stop("%s %s: two rows have the key [%s]: %s/keys names too few columns", whose, file,
                 rows[r].key, lists);
    return rows;
}

static void compare_rows(struct findings *f, const struct table *golden, size_t g,
                         const struct table *made, size_t m, const size_t *where, const char *key)
{
    for (size_t c = 0; c < golden->columns; c++) {
        if (where[c] == NONE)
            continue;
        const char *old = golden->cells[g * golden->columns + c];
        const char *now = made->cells[m * made->columns + where[c]];
        f->compared++;
        if (!same_cell(old, now)) {
            f->columns[c]++;
            differ(f, key, golden->cells[c], old, now);
        }
    }
}

static void free_rows(struct row *rows, const struct table *t)
{
    for (size_t r = 0; r + 1 < t->rows; r++)
        free(rows[r].key);
    free(rows);
}

static void compare_tables(struct findings *f, struct table *golden, struct table *made)
{
    size_t *where = memory(NULL, golden->columns * sizeof *where), gone = 0, came = 0;
    f->columns = memory(NULL, golden->columns * sizeof *f->columns);
    for (size_t c = 0; c < golden->columns; c++) {
        f->columns[c] = 0;
        where[c] = column_of(made, golden->cells[c]);
        if (where[c] == NONE && !is_listed("may-go", f->file, golden->cells[c]))
            differ(f, "every row", golden->cells[c], "a column", "gone");
    }
    for (size_t c = 0; c < made->columns; c++)
        f->added |= column_of(golden, made->cells[c]) == NONE &&
                    !is_listed("not-kept", f->file, made->cells[c]);
    struct row *old = rows_by_key(golden, made, f->file, "golden");
    struct row *now = rows_by_key(made, golden, f->file, "made");
    for (size_t a = 0, b = 0; a + 1 < golden->rows || b + 1 < made->rows;) {
        int order = a + 1 == golden->rows ? 1 : b + 1 == made->rows ? -1 : by_key(&old[a], &now[b]);
        if (order == 0)
            compare_rows(f, golden, old[a].at, made, now[b].at, where, old[a].key);
        else if (order < 0 && ++gone)
            differ(f, old[a].key, "row", "is there", "gone");
        else if (order > 0 && ++came)
            differ(f, now[b].key, "row", "none", "is there");
        a += order <= 0;
        b += order >= 0;
    }
    if (f->n)
        printf("%s: %zu differences in %zu cells", f->file, f->n, f->compared);
    if (gone || came)
        printf("; %zu rows gone, %zu came", gone, came);
    for (size_t c = 0, n = 0; c < golden->columns; c++)
        if (f->columns[c])
            printf("%s %s %zu", n++ ? "," : "; in", golden->cells[c], f->columns[c]);
    if (f->n)
        putchar('\n');
    free_rows(old, golden);
    free_rows(now, made);
    free(where);
    free(f->columns);
}

/* Numbers to 12 digits, 500 times finer than is compared. */
static void add_cell(FILE *out, const char *cell)
{
    double value;
    char text[32];
    if (strlen(cell) > 12 && strpbrk(cell, ".e") && is_number(cell, &value)) {
        snprintf(text, sizeof text, "%.12g", value);
        cell = text;
    }
    if (!strpbrk(cell, ",\"\n\r")) {
        fputs(cell, out);
        return;
    }
    putc('"', out);
    for (; *cell; cell++) {
        if (*cell == '"')
            putc('"', out);
        putc(*cell, out);
    }
    putc('"', out);
}

static void write_table(FILE *out, const struct table *t, const char *file)
{
    for (size_t r = 0; r < t->rows; r++) {
        for (size_t c = 0, n = 0; c < t->columns; c++)
            if (!is_listed("not-kept", file, t->cells[c])) {
                if (n++)
                    putc(',', out);
                add_cell(out, t->cells[r * t->columns + c]);
            }
        putc('\n', out);
    }
}

/* --- results --- */

static void compare_json(struct findings *f, const char *path, const json_t *golden,
                         const json_t *made);

static void compare_member(struct findings *f, const char *path, const json_t *golden,
                           const json_t *made)
{
    if (made)
        compare_json(f, path, golden, made);
    else if (!is_listed("may-go", f->file, path))
        differ(f, path, "member", "is there", "gone");
}

static void compare_json(struct findings *f, const char *path, const json_t *golden,
                         const json_t *made)
{
    if (json_is_object(golden) && json_is_object(made)) {
        const char *name;
        json_t *value;
        json_object_foreach((json_t *)golden, name, value)
        {
            char *below = join("%s%s%s", path, *path ? "." : "", name);
            compare_member(f, below, value, json_object_get(made, name));
            free(below);
        }
        json_object_foreach((json_t *)made, name, value) f->added |= !json_object_get(golden, name);
        return;
    }
    if (json_is_array(golden) && json_is_array(made)) {
        size_t n = json_array_size(golden), now = json_array_size(made);
        if (n != now) {
            char *is = join("%zu", n), *was = join("%zu", now);
            differ(f, path, "elements", is, was);
            free(is);
            free(was);
        }
        for (size_t i = 0; i < n && i < now; i++) {
            char *below = join("%s[%zu]", path, i);
            compare_json(f, below, json_array_get(golden, i), json_array_get(made, i));
            free(below);
        }
        return;
    }
    f->compared++;
    if ((json_is_number(golden) && json_is_number(made) &&
         near(json_number_value(golden), json_number_value(made))) ||
        json_equal(golden, made))
        return;
    char *old = json_dumps(golden, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(12));
    char *now = json_dumps(made, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(12));
    differ(f, path, "value", old ? old : "", now ? now : "");
    free(old);
    free(now);
}

static json_t *parse_json(const char *path, char *text)
{
    json_error_t error;
    json_t *root = json_loads(text, JSON_DECODE_ANY, &error);
    if (!root)
        stop("%s:%d: %s", path, error.line, error.text);
    free(text);
    return root;
}

/* --- files --- */

/* Whether the golden is (now) what was made. */
static int compare_file(const char *golden, const char *made, const char *shown, int accept)
{
    struct findings f = {.file = shown};
    char *now = read_file(made), *old = read_file(golden);
    size_t length = strlen(made);
    int is_table = length > 4 && strcmp(made + length - 4, ".csv") == 0;
    struct table table = {0}, old_table = {0};
    json_t *root = NULL, *old_root = NULL;
    if (is_table)
        table = parse_table(made, now);
    else
        root = parse_json(made, now);
    if (!old) {
        printf("%s: there is no golden file\n", shown);
        f.n = 1;
        if (is_table)
            free_rows(rows_by_key(&table, &table, shown, "made"), &table);
    } else if (is_table) {
        old_table = parse_table(golden, old);
        compare_tables(&f, &old_table, &table);
    } else {
        old_root = parse_json(golden, old);
        compare_json(&f, "", old_root, root);
        if (f.n)
            printf("%s: %zu differences in %zu values\n", shown, f.n, f.compared);
    }
    if (accept && (f.n || f.added)) {
        FILE *out = fopen(golden, "wb");
        if (!out)
            stop("%s: %s", golden, strerror(errno));
        if (is_table)
            write_table(out, &table, shown);
        else {
            json_dumpf(root, out, JSON_INDENT(1) | JSON_ENCODE_ANY | JSON_REAL_PRECISION(12));
            putc('\n', out);
        }
        if (fclose(out) != 0)
            stop("%s: %s", golden, strerror(errno));
    }
    free_table(&table);
    free_table(&old_table);
    json_decref(root);
    json_decref(old_root);
    return accept || !f.n;
}

static int is_ours(const struct dirent *entry)
{
    const char *end = strrchr(entry->d_name, '.');
    return end && (strcmp(end, ".csv") == 0 || strcmp(end, ".json") == 0);
}

int main(int argc, char **argv)
{
    int accept = argc > 1 && strcmp(argv[1], "--accept") == 0, same = 1;
    if (argc - accept != 4)
        stop("usage: compare [--accept] LISTS GOLDEN MADE");
    lists = argv[1 + accept];
    const char *golden = argv[2 + accept], *made = argv[3 + accept];
    const char *folder = strrchr(golden, '/') ? strrchr(golden, '/') + 1 : golden;
    struct dirent **files;
    int n = scandir(made, &files, is_ours, alphasort);
    if (n < 1)
        stop("%s: no table and no result", made);
    for (int i = 0; i < n; i++) {
        char *old = join("%s/%s", golden, files[i]->d_name);
        char *now = join("%s/%s", made, files[i]->d_name);
        char *shown = join("%s/%s", folder, files[i]->d_name);
        same &= compare_file(old, now, shown, accept);
        free(old);
        free(now);
        free(shown);
        free(files[i]);
    }
    free(files);
    n = scandir(golden, &files, is_ours, alphasort);
    for (int i = 0; i < n; i++) {
        char *old = join("%s/%s", golden, files[i]->d_name);
        char *now = join("%s/%s", made, files[i]->d_name);
        if (access(now, F_OK) != 0) {
            printf("%s/%s: was not made\n", folder, files[i]->d_name);
            same = 0;
            if (accept)
                same |= remove(old) == 0;
        }
        free(old);
        free(now);
        free(files[i]);
    }
    if (n >= 0)
        free(files);
    return !same;
}
