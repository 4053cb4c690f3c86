/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What no name of a recording says alone: paths whose words are read in; marks on their words out,
 * for visits ("vorher", "T0"), codes of people, dates, raters, and what a folder has said already.
 */
#include "run/reading.h"

enum { STAGES = 3, LETTERS_OF_A_CODE = 4, DIGITS_OF_A_CODE = 4, MOST_KINDS = 4 };

static void mark(struct part *part, size_t i, size_t n, int key, int by, const char *given)
{
    for (size_t k = i; k < i + n; k++) {
        struct token *token = &part->token[k];
        token->use = token->mark = key;
        token->by = by;
        token->given = k == i ? given : NULL;
    }
}

static bool is_free(const struct part *part, size_t i)
{
    return i < part->n && part->token[i].mark == FREE;
}

static bool touches(const struct token *token)
{
    return token->at == token[-1].at + token[-1].n;
}

void hinge_marks_undo(struct reading *reading, int by, size_t file)
{
    const size_t from = file == SIZE_MAX ? 0 : file, to = file == SIZE_MAX ? reading->n : file + 1;
    for (size_t f = from; f < to; f++) {
        bool first = true;
        for (size_t k = 0; k < reading->path[f].parts; k++) {
            struct part *part = &reading->path[f].part[k];
            for (size_t i = 0; i < part->n && (file == SIZE_MAX || first); i++) {
                if (part->token[i].by != by)
                    continue;
                do
                    mark(part, i, 1, FREE, BY_NOTHING, NULL);
                while (++i < part->n && part->token[i].by == by && part->token[i].given == NULL);
                part->spared |= by == BY_WORD;
                first = false;
                i--;
            }
        }
    }
}

/* --- words --- */

/* A folder's name again in the file's: "R01/R01_none", "ses-1/…_ses-1". A word that says what kind
 * of recording or version the file is stays, and so does one with a number that the folder lacks.
 */
static void mark_repeated(const struct reading *reading, struct path *path)
{
    struct part *name = &path->part[path->parts - 1];
    for (size_t k = 0; k + 1 < path->parts; k++) {
        const struct part *folder = &path->part[k];
        bool says = false;
        for (size_t i = 0; i < folder->n; i++) {
            const struct token *token = &folder->token[i];
            says |= !token->digits;
            if (hinge_token_is(reading, token, HINGE_WORD_ROLE) ||
                hinge_token_is(reading, token, HINGE_WORD_VERSION) ||
                hinge_token_is(reading, token, HINGE_WORD_OUTPUT)) {
                says = false;
                break;
            }
        }
        for (size_t i = 0; says && i + folder->n <= name->n; i++) {
            const size_t end = i + folder->n;
            bool same =
                end == name->n || name->token[end].digits <= folder->token[end - 1 - i].digits;
            for (size_t m = 0; m < folder->n && same; m++)
                same = is_free(name, i + m) &&
                       strcmp(folder->token[m].folded, name->token[i + m].folded) == 0;
            if (same) {
                mark(name, i, folder->n, TAKEN, BY_OTHER, NULL);
                break;
            }
        }
    }
}

/* The last "T0", "M6" of a part: where its letter stands; part->n: none. */
static size_t letter_at(const struct part *part, char letter)
{
    for (size_t i = part->n; i-- > 1;) {
        const struct token *number = &part->token[i], *word = number - 1;
        if (is_free(part, i) && is_free(part, i - 1) && number->digits && number->n <= 3 &&
            (*number->at != '0' || number->n == 1) && word->n == 1 &&
            (letter == '\0' ? strchr("tvmws", *word->folded) != NULL : *word->folded == letter) &&
            touches(number) && (i == 1 || word[-1].digits || !touches(word)))
            return i - 1;
    }
    return part->n;
}

/* The longest word for a visit at token i, *n tokens; NULL: none. */
static const struct hinge_word *visit_at(const struct reading *reading, const struct part *part,
                                         size_t i, size_t *n)
{
    for (*n = 4; *n > 0; --*n) {
        const struct hinge_word *word = hinge_part_word(reading, part, i, *n, HINGE_WORD_SESSION);
        if (word != NULL)
            return word;
    }
    return NULL;
}

static size_t stage_of(const struct hinge_word *word)
{
    return *word->id == 'b' ? 0 : *word->id == 'a' ? 1 : 2;
}

/* "6 weeks", "nach 6 Wochen": not the number of another word ("Woche 6 Tag 2"). */
static void mark_weeks(struct reading *reading, struct part *part)
{
    for (size_t i = 0; i + 1 < part->n; i++) {
        size_t n;
        const struct token *token = &part->token[i];
        if (!token->digits || !is_free(part, i) || !is_free(part, i + 1) || token[1].n < 3 ||
            !hinge_token_is(reading, token + 1, HINGE_WORD_SESSION_N) ||
            (i + 2 < part->n && token[2].digits) ||
            (i > 0 &&
             (hinge_token_is(reading, token - 1, HINGE_WORD_SESSION_N) ||
              hinge_token_is(reading, token - 1, HINGE_WORD_PARTICIPANT_N) || touches(token))))
            continue;
        const bool after = i > 0 && visit_at(reading, part, i - 1, &n) != NULL && n == 1;
        const char *number = hinge_part_written(reading, part, i, i);
        mark(part, i - after, 2 + (size_t)after, HINGE_GUESS_SESSION, BY_WORD, number);
    }
}

void hinge_mark_words(struct reading *reading)
{
    enum { LONG = 5 };
    unsigned met[STAGES] = {0};
    size_t n, stages = 0, all = 0;
    for (size_t f = 0; f < reading->n; f++) {
        struct path *path = &reading->path[f];
        bool has = false;
        mark_repeated(reading, path);
        for (size_t k = 0; k < path->parts; k++) {
            struct part *part = &path->part[k];
            /* "raterA", "Untersucher 2" */
            for (size_t i = 0; i + 1 < part->n; i++)
                if (is_free(part, i) && is_free(part, i + 1) && part->token[i + 1].n <= 3 &&
                    hinge_token_is(reading, &part->token[i], HINGE_WORD_RATER_N))
                    mark(part, i, 2, HINGE_GUESS_RATER, BY_OTHER,
                         hinge_part_written(reading, part, i + 1, i + 1));
            mark_weeks(reading, part);
            for (size_t i = 0; i < part->n; i++) {
                const struct hinge_word *word = visit_at(reading, part, i, &n);
                if (word != NULL)
                    met[stage_of(word)] |= word->languages;
                has |= word != NULL && strlen(word->folded) >= LONG;
            }
        }
        all += has;
    }
    for (size_t s = 0; s < STAGES; s++)
        stages += met[s] != 0;
    for (size_t f = 0; f < reading->n; f++)
        for (size_t k = 0; k < reading->path[f].parts; k++) {
            struct part *part = &reading->path[f].part[k];
            for (size_t i = 0; i < part->n; i++) {
                const struct hinge_word *word = visit_at(reading, part, i, &n);
                if (word == NULL)
                    continue;
                unsigned others = 0;
                for (size_t s = 0; s < STAGES; s++)
                    others |= s != stage_of(word) ? met[s] : 0;
                size_t end = i + n;
                while (end < part->n && part->token[end].digits)
                    end++;
                if ((hinge_vocabulary_count(&reading->words, word) ||
                     (word->languages & others) != 0 ||
                     (all == reading->n && strlen(word->folded) >= LONG)) &&
                    (stages > 1 || i == 0 || end == part->n)) {
                    mark(part, i, n, HINGE_GUESS_SESSION, BY_WORD, word->id);
                    if (is_free(part, i + n) && /* "vor Therapie" */
                        hinge_token_is(reading, &part->token[i + n], HINGE_WORD_BESIDE))
                        mark(part, i + n, 1, HINGE_GUESS_SESSION, BY_WORD, NULL);
                }
                i += n - 1;
            }
        }
    /* "Baseline" beside other visits: every other file has one, and none of these */
    size_t base = 0, visits = 0;
    struct part **at = hinge_arena_alloc(reading->arena, reading->n + 1, sizeof(struct part *));
    size_t *token = hinge_arena_alloc(reading->arena, reading->n + 1, sizeof *token);
    for (size_t f = 0; f < reading->n; f++) {
        bool visit = false;
        struct path *path = &reading->path[f];
        for (size_t k = 0; k < path->parts; k++) {
            struct part *part = &path->part[k];
            visit |= letter_at(part, '\0') < part->n;
            for (size_t i = 0; i < part->n; i++) {
                visit |= part->token[i].mark == HINGE_GUESS_SESSION ||
                         (i + 1 < part->n && part->token[i + 1].digits && part->token[i].n > 1 &&
                          hinge_token_is(reading, &part->token[i], HINGE_WORD_SESSION_N));
                if (strcmp(part->token[i].folded, "baseline") == 0 && is_free(part, i)) {
                    at[f] = part;
                    token[f] = i;
                }
            }
        }
        if (visit && at[f] != NULL)
            return;
        base += at[f] != NULL;
        visits += visit;
    }
    for (size_t f = 0; f < reading->n && visits > 0 && base + visits == reading->n; f++)
        if (at[f] != NULL)
            mark(at[f], token[f], 1, HINGE_GUESS_SESSION, BY_WORD, "before");
}

/* --- a letter and a number --- */

size_t hinge_mark_letters(struct reading *reading, char letter, bool *zero)
{
    const char **value = hinge_arena_alloc(reading->arena, reading->n + 1, sizeof *value);
    size_t n = 0;
    *zero = false;
    for (size_t f = 0; f < reading->n; f++) {
        struct path *path = &reading->path[f];
        bool done = reading->guess[f].key[HINGE_GUESS_SESSION] != NULL;
        for (size_t k = path->parts; k-- > 0 && !done;) {
            struct part *part = &path->part[k];
            const size_t i = letter_at(part, letter);
            /* folders T0 and S2 are read beside others */
            if (i == part->n || (!part->is_file && (part->n > 2 || strchr("ts", letter) != NULL)))
                continue;
            value[n] = hinge_part_written(reading, part, letter == 's' ? i + 1 : i, i + 1);
            *zero |= part->token[i + 1].n == 1 && *part->token[i + 1].at == '0';
            mark(part, i, 2, HINGE_GUESS_SESSION, BY_LETTER, value[n++]);
            done = true;
        }
    }
    return hinge_each_once(value, n);
}

/* --- codes --- */

/* Letters and digits of tokens i to i + m, folded. */
static const char *bare(struct reading *reading, const struct part *part, size_t i, size_t m)
{
    struct hinge_text text = {0};
    for (size_t k = i; k < i + m; k++)
        hinge_text_adds(&text, part->token[k].folded);
    return hinge_text_to_arena(&text, reading->arena);
}

/* A code as written, and its tokens, which begin it, for hinge_by_text. */
struct listed {
    const char *bare, *code;
};

bool hinge_mark_listed(struct reading *reading, const char *const *code, size_t n)
{
    enum { MOST = 4 }; /* tokens of a code */
    struct listed *all = hinge_arena_alloc(reading->arena, n + 1, sizeof *all);
    const char **met = hinge_arena_alloc(reading->arena, reading->n + 1, sizeof *met);
    size_t with = 0;
    for (size_t c = 0; c < n; c++) {
        struct path path = {0};
        struct part part = {.text = code[c]};
        hinge_part_split(reading, &path, &part);
        all[c] = (struct listed){bare(reading, &part, 0, part.n), code[c]};
    }
    if (n > 0)
        qsort(all, n, sizeof *all, hinge_by_text);
    for (size_t f = 0; f < reading->n && n > 0; f++) {
        const struct path *path = &reading->path[f];
        bool found = false;
        for (size_t k = path->parts; k-- > 0 && !found;) { /* the innermost */
            struct part *part = &path->part[k];
            for (size_t i = 0; i < part->n && !found; i++)
                for (size_t m = MOST; m > 0 && !found; m--) {
                    bool open = i + m <= part->n && (i == 0 || !touches(&part->token[i]));
                    for (size_t t = i; t < i + m && open; t++)
                        open = is_free(part, t);
                    if (!open || (i + m < part->n && touches(&part->token[i + m]) &&
                                  part->token[i + m].digits))
                        continue;
                    const char *key = bare(reading, part, i, m);
                    const struct listed *is = bsearch(&key, all, n, sizeof *all, hinge_by_text);
                    found = is != NULL;
                    if (found) {
                        mark(part, i, m, HINGE_GUESS_PARTICIPANT, BY_CODE, is->code);
                        met[with++] = is->code;
                    }
                }
        }
    }
    if (2 * with >= reading->n && hinge_each_once(met, with) > 1)
        return true;
    hinge_marks_undo(reading, BY_CODE, SIZE_MAX);
    return false;
}

struct code {
    struct part *part; /* NULL: none */
    size_t i;
    const char *prefix, *text; /* folded letters; as written, without what is between */
    bool word, zero, last;     /* of people or a group; a leading zero; the name's last number */
    bool name;                 /* the letters are too many for a code: "Rower 01" */
};

/* The first letters and number of a part that may be a code; how many there are. */
static size_t code_of(struct reading *reading, struct part *part, struct code *code)
{
    size_t codes = 0;
    *code = (struct code){0};
    for (size_t i = 0; i + 1 < part->n; i++) {
        const struct token *word = &part->token[i], *number = word + 1;
        if (word->digits || !number->digits || !is_free(part, i) || !is_free(part, i + 1) ||
            number->at > word->at + word->n + 1 || number->n > DIGITS_OF_A_CODE ||
            (number->n == DIGITS_OF_A_CODE && i + 2 < part->n && number[1].digits)) /* a year */
            continue;
        const bool person = hinge_is_word(reading, HINGE_WORD_PARTICIPANT_N, word->folded),
                   group = hinge_is_word(reading, HINGE_WORD_GROUP, word->folded);
        const bool read = word->use != FREE && word->use != HINGE_GUESS_PARTICIPANT &&
                          word->use != HINGE_GUESS_GROUP && word->n > 1;
        bool capitals = true;
        for (size_t k = 0; k < word->n; k++)
            capitals &= word->at[k] >= 'A' && word->at[k] <= 'Z';
        const bool shape = word->n <= 2 || (word->n <= LETTERS_OF_A_CODE && capitals);
        if (read || word->use == HINGE_GUESS_LOAD || number->use == HINGE_GUESS_LOAD ||
            (!person && hinge_token_is(reading, word, HINGE_WORD_IGNORED)) ||
            (word->n > 1 && (hinge_token_is(reading, word, HINGE_WORD_TRIAL_N) ||
                             hinge_token_is(reading, word, HINGE_WORD_SESSION_N) ||
                             hinge_token_is(reading, word, HINGE_WORD_VERSION))))
            continue;
        if (codes++ == 0)
            *code =
                (struct code){.name = !person && !group && !shape,
                              .part = part,
                              .i = i,
                              .prefix = word->folded,
                              .text = hinge_arena_printf(reading->arena, "%.*s%.*s", (int)word->n,
                                                         word->at, (int)number->n, number->at),
                              .word = person || group,
                              .zero = *number->at == '0' && number->n > 1,
                              .last = i + 2 == part->n};
    }
    return codes;
}

bool hinge_mark_codes(struct reading *reading, struct hinge_text *lines)
{
    const size_t n = reading->n;
    struct code *code = hinge_arena_alloc(reading->arena, n + 1, sizeof *code);
    const char **text = hinge_arena_alloc(reading->arena, n + 1, sizeof *text),
               **prefix = hinge_arena_alloc(reading->arena, n + 1, sizeof *prefix),
               **other = hinge_arena_alloc(reading->arena, n + 1, sizeof *other),
               **both = hinge_arena_alloc(reading->arena, n + 1, sizeof *both);
    size_t nobody = 0, missing = 0, several = 0, words = 0, zeros = 0, last = 0, letters = 0,
           long_ones = 0;
    for (size_t f = 0; f < n; f++)
        nobody += reading->guess[f].key[HINGE_GUESS_PARTICIPANT] == NULL;
    if (n == 0 || (nobody == 0 && reading->people == DEPTHS))
        return false; /* words say who each is */
    for (size_t f = 0; f < n; f++) {
        struct path *path = &reading->path[f];
        /* in the file's name, else in the innermost folder that is a code */
        several += code_of(reading, &path->part[path->parts - 1], &code[f]) > 1;
        for (size_t k = path->parts - 1; code[f].part == NULL && k-- > 0;)
            if (path->part[k].n == 2 && code_of(reading, &path->part[k], &code[f]) == 1 &&
                !code[f].word)
                code[f].part = NULL; /* other folders are read by their levels */
        missing += code[f].part == NULL;
        if (code[f].part == NULL)
            continue;
        text[f] = code[f].text;
        prefix[f] = code[f].prefix;
        /* what else it says that no word knows: other than the code, dates and kinds of files */
        struct hinge_text rest = {0};
        for (size_t k = 0; k < path->parts; k++)
            for (size_t i = 0; i < path->part[k].n; i++) {
                const struct token *token = &path->part[k].token[i];
                if (token->use == FREE && !token->digits &&
                    !hinge_token_is(reading, token, HINGE_WORD_IGNORED) &&
                    !(code[f].part == &path->part[k] && i == code[f].i))
                    hinge_text_printf(&rest, "%s ", token->folded);
            }
        other[f] = hinge_text_to_arena(&rest, reading->arena);
        both[f] = hinge_arena_printf(reading->arena, "%s\n%s", text[f], other[f]);
        words += code[f].word;
        zeros += code[f].zero;
        last += code[f].last;
        long_ones += code[f].name;
        letters += strlen(prefix[f]) == 1 && strchr("tlrvmws", *prefix[f]) != NULL;
    }
    if (missing > 0)
        return false;
    const size_t codes = hinge_each_once(text, n), kinds = hinge_each_once(prefix, n),
                 rests = hinge_each_once(other, n), pairs = hinge_each_once(both, n);
    const bool sure = words > 0 || zeros > 0, one = rests == 1,
               below = pairs == codes && codes > rests && (kinds > 1 || codes < n),
               crosses = pairs > codes && codes >= rests && (words > 0 || letters < n);
    if (!(one || ((below || crosses) && sure)))
        return false;
    if ((!sure || long_ones > 0) && last == n && several == 0) { /* A1 … B3, Rower 01 */
        if (kinds > 1 && kinds < codes && kinds <= MOST_KINDS &&
            (long_ones == 0 || zeros > 0 || codes >= 5 * kinds))
            hinge_text_printf(lines,
                              "look at %s: letters and a number, and nothing else says who; the "
                              "number is taken as the trial: if %s is a person, write it into the "
                              "column participant\n",
                              hinge_arena_shown(reading->arena, code[0].text),
                              hinge_arena_shown(reading->arena, code[0].text));
        return false;
    }
    if ((!sure && several > 0) || long_ones > 0)
        return false;
    for (size_t f = 0; f < n; f++)
        mark(code[f].part, code[f].i, 2, HINGE_GUESS_PARTICIPANT, BY_CODE, code[f].text);
    return true;
}

/* --- dates --- */

/* A date as 20260312, 0 if it is none; dashes and a year behind them have the day first or the
 * month. *over: a part over 12 says which, 1 the day, 2 the month; 0: none does, or dots do. */
static long date_of(const char *p, bool month_first, int *over)
{
    char *end;
    long number[3];
    *over = 0;
    if (strspn(p, "0123456789") >= 4) { /* the year first */
        for (int k = 0, digits = 4; k < 3; k++, digits = 2) {
            number[k] = 0;
            for (; digits > 0 && *p >= '0' && *p <= '9'; digits--)
                number[k] = number[k] * 10 + *p++ - '0';
            p += *p != '\0' && strchr("-._", *p) != NULL;
        }
    } else {
        const bool dots = p[strspn(p, "0123456789")] == '.';
        for (int k = 2; k >= 0; k--) {
            number[k] = strtol(p, &end, 10);
            p = end + (*end != '\0');
        }
        if (!dots)
            *over = number[2] > 12 ? 1 : number[1] > 12 ? 2 : 3;
        number[0] += number[0] < 100 ? 2000 : 0;
        if (!dots && (*over == 2 || (*over == 3 && month_first))) {
            const long day = number[1];
            number[1] = number[2];
            number[2] = day;
        }
        *over = *over == 3 ? 0 : *over;
    }
    const bool is = number[1] >= 1 && number[1] <= 12 && number[2] >= 1 && number[2] <= 31;
    return is ? (number[0] * 100 + number[1]) * 100 + number[2] : 0;
}

/* A recording of a person on a day. */
struct day {
    const char *who, *time;
    long date;
    size_t f;
};

static int by_day(const void *a, const void *b)
{
    const struct day *x = a, *y = b;
    int order = strcmp(x->who, y->who);
    order = order != 0 ? order : (x->date > y->date) - (x->date < y->date);
    order = order != 0 ? order : strcmp(x->time, y->time);
    return order != 0 ? order : (x->f > y->f) - (x->f < y->f);
}

void hinge_take_dates(struct reading *reading, struct hinge_text *lines)
{
    struct day *day = hinge_arena_alloc(reading->arena, reading->n + 1, sizeof *day);
    bool says[3] = {false}, sessions = false, two = false;
    size_t n = 0, dashed = 0, at = 0;
    int over;
    for (size_t f = 0; f < reading->n; f++) {
        const char *date = reading->path[f].date;
        if (date == NULL)
            continue;
        date_of(date, false, &over);
        says[over] = true;
        const size_t digits = strspn(date, "0123456789");
        if (digits < 4 && date[digits] != '.' && dashed++ == 0)
            at = f;
    }
    const bool month_first = says[2] && !says[1];
    for (size_t f = 0; f < reading->n; f++) {
        const struct path *path = &reading->path[f];
        const char **key = reading->guess[f].key;
        sessions |= key[HINGE_GUESS_SESSION] != NULL;
        if (path->date == NULL || key[HINGE_GUESS_PARTICIPANT] == NULL)
            continue;
        day[n] = (struct day){key[HINGE_GUESS_PARTICIPANT], hinge_or_empty(path->time),
                              date_of(path->date, month_first, &over), f};
        n += day[n].date > 0;
    }
    qsort(day, n, sizeof *day, by_day);
    for (size_t i = 1; i < n; i++)
        two |= strcmp(day[i].who, day[i - 1].who) == 0 && day[i].date != day[i - 1].date;
    for (size_t i = 0, rank = 1; i < n; i++) {
        const char **key = reading->guess[day[i].f].key;
        const bool same = i > 0 && strcmp(day[i].who, day[i - 1].who) == 0 &&
                          day[i].date == day[i - 1].date,
                   next = i + 1 < n && strcmp(day[i].who, day[i + 1].who) == 0 &&
                          day[i].date == day[i + 1].date;
        rank = same ? rank + 1 : 1;
        if (two && !sessions)
            key[HINGE_GUESS_SESSION] =
                hinge_arena_printf(reading->arena, "%04ld-%02ld-%02ld", day[i].date / 10000,
                                   day[i].date / 100 % 100, day[i].date % 100);
        if ((same || next) && *day[i].time != '\0' && key[HINGE_GUESS_TRIAL] == NULL)
            key[HINGE_GUESS_TRIAL] = hinge_arena_printf(reading->arena, "%zu", rank);
    }
    if (two && !sessions && dashed > 0 && says[1] == says[2]) {
        const struct path *path = &reading->path[at];
        hinge_text_printf(
            lines,
            "look at %.10s: %s says whether the day or the month is first; taken as %s "
            "(column session)\n",
            path->date, says[1] ? "no date alone" : "no date",
            hinge_or_empty(reading->guess[at].key[HINGE_GUESS_SESSION]));
    }
}
