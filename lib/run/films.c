/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several files of one film: what a program wrote behind its name ("_Sports2D_m_person00.trc") is
 * no name, and of these files the best one is used. Paths in; their films, and roles, out. */
#include "run/reading.h"

static int by_film(const void *a, const void *b)
{
    const struct path *const *x = a, *const *y = b;
    int order = strcmp((*x)->film, (*y)->film);
    return order != 0 ? order : (int)(*x)->output - (int)(*y)->output;
}

void hinge_films_find(struct reading *reading)
{
    static const char *const ids[] = {
        [METRES] = "m", [PLAIN] = "", [PIXELS] = "px", [ANGLES] = "angles"};
    struct path **path = hinge_arena_alloc(reading->arena, reading->n + 1, sizeof(struct path *));
    for (size_t f = 0; f < reading->n; f++) {
        struct path *its = path[f] = &reading->path[f];
        const struct part *part = &its->part[its->parts - 1];
        const struct token *token = part->token;
        size_t from = part->n;
        if (from > 1 && token[from - 1].digits && strcmp(token[from - 2].folded, "person") == 0)
            from -= 2;
        const char *person = from < part->n ? token[from].at : "";
        its->output = PLAIN;
        its->film = its->stem;
        its->film_end = part->n;
        for (size_t n = 4; n > 0; n--) {
            const struct hinge_word *word =
                n < from ? hinge_part_word(reading, part, from - n, n, HINGE_WORD_OUTPUT) : NULL;
            if (word == NULL)
                continue;
            for (int k = METRES; k <= ANGLES && its->output == PLAIN; k++)
                its->output = k != PLAIN && strcmp(word->id, ids[k]) == 0 ? (enum output)k : PLAIN;
            its->of_program |= *word->id == '\0';
            its->film_end = from -= n;
            n = 5; /* before them may be others */
        }
        if (its->film_end == part->n)
            continue;
        const struct token *last = &token[its->film_end - 1];
        const size_t folder = strlen(its->stem) - strlen(part->text);
        its->film = hinge_arena_printf(reading->arena, "%.*s%.*s%s", (int)folder, its->stem,
                                       (int)(last->at + last->n - part->text), part->text, person);
    }
    qsort(path, reading->n, sizeof(struct path *), by_film);
    bool marks = false; /* a film has two of "m", "px" and "angles": of others they are such, too */
    for (size_t i = 1; i < reading->n; i++)
        marks |= strcmp(path[i]->film, path[i - 1]->film) == 0 &&
                 path[i]->output != path[i - 1]->output && path[i]->output != PLAIN &&
                 path[i - 1]->output != PLAIN;
    for (size_t f = 0; f < reading->n; f++) {
        struct path *its = &reading->path[f];
        struct part *part = &its->part[its->parts - 1];
        if (!marks && !its->of_program && its->output != ANGLES) {
            its->output = PLAIN;
            its->film = its->stem;
            continue;
        }
        for (size_t t = part->end = its->film_end; t < part->n; t++)
            part->token[t].use = TAKEN;
    }
}

/* Above 0 if file a is better than b, of the same film: metres before pixels and angles, else what
 * can be used as it is, more points, metres. */
static int better(const struct reading *reading, const struct hinge_seen *seen, size_t a, size_t b)
{
    const int x = (int)reading->path[a].output, y = (int)reading->path[b].output;
    if (x != y && ((x != PLAIN && y != PLAIN) || seen == NULL || x == ANGLES || y == ANGLES))
        return x == PLAIN || y == PLAIN ? (y == ANGLES) - (x == ANGLES) : y - x;
    if (seen == NULL)
        return 0;
    if (seen[a].usable != seen[b].usable)
        return seen[a].usable - seen[b].usable;
    return seen[a].points != seen[b].points ? (seen[a].points > seen[b].points ? 1 : -1)
                                            : seen[a].metric - seen[b].metric;
}

struct movement {
    const char *film;
    const struct hinge_guess *guess;
    size_t at;
};

static int by_movement(const void *a, const void *b)
{
    const struct movement *x = a, *y = b;
    int order = strcmp(x->film, y->film);
    for (int k = 0; k < HINGE_GUESS_KEYS && order == 0; k++)
        if (k != HINGE_GUESS_TRIAL && k != HINGE_GUESS_NOTE && k != HINGE_GUESS_ROLE)
            order = strcmp(hinge_or_empty(x->guess->key[k]), hinge_or_empty(y->guess->key[k]));
    return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

void hinge_films_choose(struct reading *reading, const struct hinge_seen *seen,
                        struct hinge_text *lines)
{
    struct movement *movement = hinge_arena_alloc(reading->arena, reading->n + 1, sizeof *movement);
    size_t n = 0, first = 0, instead = 0;
    for (size_t f = 0; f < reading->n; f++) {
        const struct path *path = &reading->path[f];
        const bool nobody = reading->guess[f].key[HINGE_GUESS_PARTICIPANT] == NULL;
        movement[f] = (struct movement){nobody ? path->film : hinge_file_name(path->film),
                                        &reading->guess[f], f};
    }
    qsort(movement, reading->n, sizeof *movement, by_movement);
    for (size_t i = 0, to; i < reading->n; i = to) {
        size_t best[ANGLES + 1] = {SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX}; /* of each output */
        for (to = i; to < reading->n; to++) {
            const size_t f = movement[to].at;
            struct movement alike = movement[i];
            alike.at = f;
            if (by_movement(&alike, &movement[to]) != 0)
                break;
            size_t *its = &best[reading->path[f].output];
            *its = *its == SIZE_MAX || better(reading, seen, f, *its) > 0 ? f : *its;
        }
        for (size_t k = i; k < to; k++) {
            const size_t f = movement[k].at;
            const char **role = &reading->guess[f].key[HINGE_GUESS_ROLE];
            int o = METRES;
            while (o <= ANGLES && (best[o] == SIZE_MAX || better(reading, seen, best[o], f) <= 0 ||
                                   strcmp(hinge_file_name(reading->path[f].file),
                                          hinge_file_name(reading->path[best[o]].file)) == 0))
                o++;
            if (o > ANGLES || strcmp(hinge_or_empty(*role), "unused") == 0)
                continue;
            *role = "unused";
            first = n == 0 || f < first ? f : first;
            instead = first == f ? best[o] : instead;
            n++;
        }
    }
    if (n == 0)
        return;
    hinge_text_printf(lines,
                      "unused  %zu recording%s whose film has a better file (%s: %s%s): empty the "
                      "cell role to use one\n",
                      n, HINGE_S(n), hinge_arena_shown(reading->arena, reading->path[first].file),
                      hinge_arena_shown(reading->arena, reading->path[instead].file),
                      n > 1 ? ", …" : "");
}

void hinge_names_films(const char *const *file, size_t n, struct hinge_arena *arena,
                       const char **film)
{
    struct reading reading = {.arena = arena, .n = n};
    hinge_paths_open(&reading, file);
    for (size_t f = 0; f < n; f++)
        film[f] = hinge_file_name(reading.path[f].film);
    hinge_vocabulary_clear(&reading.words);
}

/* --- copies --- */

/* A name, whose words may stand apart in any way: "a - b" is "a_b". */
static const char *loose(struct hinge_arena *arena, const char *text)
{
    char *to = hinge_arena_strdup(arena, text);
    size_t used = 0;
    for (; *text != '\0'; text++) {
        used -= *text == '/' && used > 0 && to[used - 1] == '_';
        if (strchr(" _-.,([)]", *text) == NULL)
            to[used++] = *text;
        else if (used > 0 && to[used - 1] != '_')
            to[used++] = '_';
    }
    to[used] = '\0';
    return to;
}

static bool same_bytes(const char *const *path, size_t a, size_t b)
{
    cleared_by(hinge_bytes_clear) struct hinge_bytes one = {0}, other = {0};
    struct hinge_error ignored = HINGE_ERROR_INIT;
    return path != NULL &&
           hinge_file_read(path[a], path[a], HINGE_FILE_MOST, &one, &ignored) == HINGE_OK &&
           hinge_file_read(path[b], path[b], one.size, &other, &ignored) == HINGE_OK &&
           one.size == other.size && memcmp(one.data, other.data, one.size) == 0;
}

/* The file of which a folder's or the file's own name is words `first` to `from` of this one's;
 * itself: none. */
static size_t named_so(const struct reading *reading, const struct hinge_text_row *known, size_t f,
                       size_t k, size_t first, size_t from)
{
    const struct part *part = &reading->path[f].part[k];
    const char *file = reading->path[f].file, *p = part->is_file ? hinge_file_name(file) : file;
    for (size_t i = 0; i < k && !part->is_file; i++) {
        p += strspn(p, "/");
        p += strcspn(p, "/");
    }
    p += strspn(p, "/");
    const char *at = first > 0 ? part->token[first].at : part->text,
               *end = from < part->n ? part->token[from].at : part->text + strlen(part->text);
    if (end <= at)
        return f;
    const char *name = hinge_arena_printf(reading->arena, "%.*s%.*s%s", (int)(p - file), file,
                                          (int)(end - at), at, p + strlen(part->text));
    const char *key = loose(reading->arena, name);
    const struct hinge_text_row *found =
        bsearch(&key, known, reading->n, sizeof *known, hinge_by_text);
    return found != NULL ? found->row : f;
}

/* The file that this one is a copy of by the name of a folder or its own; itself: none. */
static size_t copied_by(const struct reading *reading, const struct hinge_text_row *known,
                        const char *const *path, size_t f, size_t k)
{
    const struct part *part = &reading->path[f].part[k];
    /* "Copy of a", "Kopie a": words before the name; then those behind it, one by one */
    for (size_t first = 0; first < 3 && first < part->n; first++) {
        bool copy = first > 0 && hinge_token_is_copy(reading, part->token);
        if (first > 0 && !copy)
            break;
        for (size_t to = part->n + 1, from = part->n; from < to;) {
            const struct token *word = from < part->n ? &part->token[from] : NULL;
            const bool number =
                word != NULL && word->digits && word->at > part->text && word->at[-1] == '(';
            copy |= word != NULL && hinge_token_is_copy(reading, word);
            const size_t found = copy || number ? named_so(reading, known, f, k, first, from) : f;
            if (found != f && (copy || same_bytes(path, f, found)))
                return found;
            to = from;
            from = hinge_part_version(reading, part, to, true);
        }
    }
    return f;
}

bool hinge_copies_find(const struct hinge_file_names *names, struct hinge_arena *arena,
                       size_t *original)
{
    struct reading reading = {.arena = arena, .n = names->n};
    struct hinge_text_row *known = hinge_arena_alloc(arena, names->n + 1, sizeof *known);
    bool any = false;
    hinge_paths_open(&reading, names->file);
    for (size_t f = 0; f < names->n; f++)
        known[f] = (struct hinge_text_row){loose(arena, reading.path[f].file), f};
    qsort(known, names->n, sizeof *known, hinge_by_text_row);
    for (size_t f = 0; f < names->n; f++) {
        original[f] = f;
        for (size_t k = 0; k < reading.path[f].parts && original[f] == f; k++)
            original[f] = copied_by(&reading, known, names->path, f, k);
        any |= original[f] != f;
    }
    for (size_t f = 0; f < names->n; f++) /* of a copy of a copy */
        while (original[original[f]] != original[f])
            original[f] = original[original[f]];
    hinge_vocabulary_clear(&reading.words);
    return any;
}
