/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Growing text and name distance. */
#include "os/text.h"
#include "base/base.h"

#include <hinge/init.h>

void hinge_text_clear(struct hinge_text *text)
{
    free(text->data);
    *text = (struct hinge_text){0};
}

char *hinge_text_to_arena(struct hinge_text *text, struct hinge_arena *arena)
{
    char *copy = hinge_arena_strdup(arena, hinge_text_string(text));
    hinge_text_clear(text);
    return copy;
}

static void reserve(struct hinge_text *text, size_t more)
{
    size_t needed = text->length + more + 1;
    if (needed <= text->capacity)
        return;
    size_t capacity = text->capacity ? text->capacity : 128;
    while (capacity < needed)
        capacity *= 2;
    text->data = hinge_resize(text->data, capacity, 1);
    text->capacity = capacity;
}

void hinge_text_add(struct hinge_text *text, const char *bytes, size_t length)
{
    reserve(text, length);
    if (length > 0)
        memcpy(text->data + text->length, bytes, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void hinge_text_repeat(struct hinge_text *text, size_t from, size_t length)
{
    if (length == 0)
        return;
    reserve(text, length);
    hinge_text_add(text, text->data + from, length);
}

char *hinge_text_room(struct hinge_text *text, size_t n)
{
    reserve(text, n);
    return text->data + text->length;
}

void hinge_text_adds(struct hinge_text *text, const char *string)
{
    hinge_text_add(text, string, strlen(string));
}

const char *hinge_names_separator(const char *const *names, size_t n)
{
    bool commas = false;
    for (size_t i = 0; i < n; i++)
        commas |= strstr(names[i], ", ") != NULL;
    return commas ? "; " : ", ";
}

void hinge_text_join(struct hinge_text *text, const char *const *names, size_t n,
                     const char *separator)
{
    if (strcmp(separator, ", ") == 0)
        separator = hinge_names_separator(names, n);
    for (size_t i = 0; i < n; i++) {
        hinge_text_adds(text, i > 0 ? separator : "");
        hinge_text_adds(text, names[i]);
    }
}

const char *hinge_list_joint(size_t left, const char *last)
{
    return left == 0 ? "" : left == 1 ? last : ", ";
}

void hinge_list_words(struct hinge_text *text, const char *const *names, size_t n, const char *last)
{
    const char *separator = hinge_names_separator(names, n);
    for (size_t i = 0; i < n; i++) {
        const char *joint = hinge_list_joint(n - 1 - i, last);
        hinge_text_adds(text, names[i]);
        hinge_text_adds(text, strcmp(joint, ", ") == 0 ? separator : joint);
    }
}

void hinge_text_json(struct hinge_text *text, const char *string)
{
    hinge_text_adds(text, "\"");
    for (const char *c = string; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            hinge_text_printf(text, "\\%c", *c);
        else if ((unsigned char)*c < ' ' || *c == '<')
            hinge_text_printf(text, "\\u%04x", (unsigned)*c);
        else
            hinge_text_add(text, c, 1);
    }
    hinge_text_adds(text, "\"");
}

void hinge_text_printf(struct hinge_text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0)
        hinge_out_of_memory();
    reserve(text, (size_t)length);
    va_start(args, format);
    vsnprintf(text->data + text->length, text->capacity - text->length, format, args);
    va_end(args);
    text->length += (size_t)length;
}

void hinge_note(hinge_message *message, void *context, const char *format, ...)
{
    va_list args;
    if (message == NULL)
        return;
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    va_start(args, format);
    const char *line = hinge_arena_vprintf(&arena, format, args);
    va_end(args);
    message(context, line);
}

const char *hinge_text_string(const struct hinge_text *text)
{
    return text->length > 0 ? text->data : ""; /* a text that begins anew has its old bytes */
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool hinge_same_name(const char *a, const char *b)
{
    while (*a != '\0' && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

static bool is_joint(char c)
{
    return (c == '.') | (c == '_') | (c == ' ') | (c == '-');
}

/* Past what joins the parts of a name. */
static const char *past_joints(const char *name)
{
    while (is_joint(*name))
        name++;
    return name;
}

char hinge_initial(const char *name)
{
    return lower(*past_joints(name));
}

uint32_t hinge_marker_key(const char *name)
{
    uint32_t key = 2166136261u; /* Fowler, Noll and Vo */
    for (; *name != '\0'; name++) {
        uint32_t next = (key ^ (unsigned char)lower(*name)) * 16777619u;
        key = is_joint(*name) ? key : next;
    }
    return key;
}

bool hinge_same_marker(const char *a, const char *b)
{
    for (;;) {
        a = past_joints(a);
        b = past_joints(b);
        if (lower(*a) != lower(*b))
            return false;
        if (*a == '\0')
            return true;
        a++;
        b++;
    }
}

/* Optimal string alignment: "flie" is one slip from "file". Three rows of the table are
 * kept: the last two and the one in hand. */
unsigned hinge_name_distance(const char *a, const char *b, unsigned limit)
{
    enum { LONGEST = 64 };
    size_t na = strlen(a), nb = strlen(b);
    if (na >= LONGEST || nb >= LONGEST || na > nb + limit || nb > na + limit)
        return limit + 1;
    unsigned rows[3][LONGEST];
    for (size_t j = 0; j <= nb; j++)
        rows[0][j] = (unsigned)j;
    for (size_t i = 1; i <= na; i++) {
        unsigned *row = rows[i % 3];
        const unsigned *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= nb; j++) {
            char x = lower(a[i - 1]), y = lower(b[j - 1]);
            unsigned best = last[j] < row[j - 1] ? last[j] + 1 : row[j - 1] + 1;
            if (last[j - 1] + (x != y) < best)
                best = last[j - 1] + (x != y);
            if (i > 1 && j > 1 && x == lower(b[j - 2]) && y == lower(a[i - 2]) &&
                before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            row[j] = best;
        }
    }
    unsigned distance = rows[na % 3][nb];
    return distance <= limit ? distance : limit + 1;
}

const char *hinge_suggest(const char *name, const char *const *names, size_t n)
{
    unsigned best = 3;
    const char *nearest = NULL;
    for (size_t i = 0; i < n; i++) {
        unsigned distance = hinge_name_distance(name, names[i], 2);
        if (distance < best && 2 * distance < strlen(names[i]) + 1) {
            best = distance;
            nearest = names[i];
        }
    }
    const char *whole = NULL;
    for (size_t i = 0, n_name = strlen(name); best > 1 && n_name > 3 && i < n; i++)
        if (strncasecmp(name, names[i], n_name) == 0 &&
            (whole == NULL || strlen(names[i]) < strlen(whole)))
            whole = names[i];
    return whole != NULL ? whole : nearest;
}

int hinge_by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

size_t hinge_each_once(const char **text, size_t n)
{
    size_t kept = 0;
    if (n > 1) /* qsort may not be given NULL, which an empty list may be */
        qsort(text, n, sizeof *text, hinge_by_text);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp(text[i], text[kept - 1]) != 0)
            text[kept++] = text[i];
    return kept;
}

int hinge_by_text_row(const void *a, const void *b)
{
    const struct hinge_text_row *x = a, *y = b;
    const int order = strcmp(x->text, y->text);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

const char *hinge_trimmed(const char *text, size_t *n)
{
    while (*n > 0 && *text == ' ')
        text++, --*n;
    while (*n > 0 && text[*n - 1] == ' ')
        --*n;
    return text;
}

size_t hinge_item_length(const char *list, char separator)
{
    size_t i = 0;
    char before = ','; /* the last that is not blank */
    for (bool quoted = false; list[i] != '\0' && (quoted || list[i] != separator); i++) {
        bool doubled = i > 0 && list[i - 1] == '"';
        if (list[i] == '"' && (quoted || doubled || strchr(",=", before) != NULL))
            quoted = !quoted;
        if (list[i] != ' ' && list[i] != '\t')
            before = list[i];
    }
    return i;
}

const char *hinge_next_item(const char **rest, char separator, size_t *n)
{
    const char *item = *rest;
    if (*item == '\0')
        return NULL;
    *n = hinge_item_length(item, separator);
    *rest = item + *n + (item[*n] != '\0');
    return hinge_trimmed(item, n);
}

char *hinge_item_value(const char *item, size_t n, char *value)
{
    size_t length = 0;
    bool quoted = n > 1 && item[0] == '"' && item[n - 1] == '"';
    for (size_t i = quoted; i + quoted < n; i++) {
        value[length++] = item[i];
        i += quoted && item[i] == '"' && item[i + 1] == '"';
    }
    value[length] = '\0';
    return value;
}

void hinge_text_item(struct hinge_text *text, const char *value)
{
    size_t n = strlen(value);
    if (value[strcspn(value, ",;|&\"")] == '\0' &&
        (n == 0 || (strchr(" \t", value[0]) == NULL && strchr(" \t", value[n - 1]) == NULL))) {
        hinge_text_adds(text, value);
        return;
    }
    hinge_text_adds(text, "\"");
    for (; *value != '\0'; value++)
        hinge_text_printf(text, *value == '"' ? "\"\"" : "%c", *value);
    hinge_text_adds(text, "\"");
}

size_t hinge_name_at(const char *const *names, size_t n, const char *name)
{
    return HINGE_ROW_AT(names, n, name);
}

size_t hinge_row_at(const void *row, size_t n, size_t size, const char *name)
{
    const char *at = row;
    size_t i = 0;
    for (; i < n && !hinge_text_is(*(const char *const *)(const void *)at, name); i++)
        at += size;
    return i;
}

long hinge_label_find(const char *const *names, size_t n, const char *name)
{
    const size_t at = hinge_name_at(names, n, name);
    return at < n ? (long)at : -1;
}

bool hinge_is_among(const char *const *names, const char *name)
{
    while (names != NULL && *names != NULL && strcmp(*names, name) != 0)
        names++;
    return names != NULL && *names != NULL;
}

bool hinge_listed(const char *list, char separator, const char *name)
{
    size_t length = strlen(name);
    for (;;) {
        const char *end = strchr(list, separator);
        size_t n = end != NULL ? (size_t)(end - list) : strlen(list);
        const char *item = hinge_trimmed(list, &n);
        if (n == length && memcmp(item, name, n) == 0)
            return true;
        if (end == NULL)
            return false;
        list = end + 1;
    }
}

bool hinge_any_word(const char *words, const char *text,
                    bool (*is)(const char *text, const char *word))
{
    char word[64];
    for (size_t n; *words != '\0'; words += n + (words[n] == '|')) {
        n = strcspn(words, "|");
        snprintf(word, sizeof word, "%.*s", (int)n, words);
        if (is(text, word))
            return true;
    }
    return false;
}

bool hinge_holds(const char *text, const char *word)
{
    return strstr(text, word) != NULL;
}

bool hinge_ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

bool hinge_ends_alike(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && hinge_same_name(text + n - m, end);
}

const char *hinge_or_empty(const char *text)
{
    return text != NULL ? text : "";
}

void hinge_text_list(struct hinge_text *list, const char *name)
{
    if (!hinge_listed(hinge_text_string(list), ',', name))
        hinge_text_printf(list, "%s%s", list->length > 0 ? ", " : "", name);
}

size_t hinge_utf8_next(const char *p, uint32_t *code)
{
    static const uint32_t smallest[] = {[2] = 0x80, 0x800, 0x10000};
    const unsigned char *b = (const unsigned char *)p;
    size_t n = b[0] < 0x80                    ? 1
               : b[0] >= 0xC2 && b[0] <= 0xDF ? 2
               : b[0] >= 0xE0 && b[0] <= 0xEF ? 3
               : b[0] >= 0xF0 && b[0] <= 0xF4 ? 4
                                              : 0;
    if (n <= 1) {
        *code = b[0];
        return n;
    }
    uint32_t value = b[0] & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((b[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (b[i] & 0x3F);
    }
    if (value < smallest[n] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *code = value;
    return n;
}

size_t hinge_utf8_write(char bytes[4], uint32_t code)
{
    static const unsigned char first[] = {0, 0, 0xC0, 0xE0, 0xF0};
    if (code < 0x80) {
        bytes[0] = (char)code;
        return 1;
    }
    const size_t n = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, code >>= 6)
        bytes[i] = (char)(0x80 | (code & 0x3F));
    bytes[0] = (char)(first[n] | code);
    return n;
}

size_t hinge_utf8_valid(const char *text, size_t length)
{
    size_t i = 0;
    uint32_t code;
    while (i < length) {
        if ((unsigned char)text[i] < 0x80) {
            i++;
            continue;
        }
        char last[4] = ""; /* nothing is read behind the end */
        const size_t left = length - i;
        if (left < sizeof last)
            memcpy(last, text + i, left);
        const size_t n = hinge_utf8_next(left < sizeof last ? last : text + i, &code);
        if (n == 0)
            break;
        i += n;
    }
    return i;
}

const char *hinge_utf8_start(const char *text)
{
    static const char mark[] = "\xEF\xBB\xBF";
    return strncmp(text, mark, strlen(mark)) == 0 ? text + strlen(mark) : text;
}

size_t hinge_utf8_cut(const char *text, size_t most)
{
    size_t length = strlen(text);
    if (length <= most)
        return length;
    while (most > 0 && ((unsigned char)text[most] & 0xC0) == 0x80)
        most--;
    return most;
}

char *hinge_utf8_copy(struct hinge_arena *arena, const char *text, size_t length)
{
    if (hinge_utf8_valid(text, length) == length)
        return hinge_arena_copy(arena, text, length);
    char *copy = hinge_arena_alloc(arena, 2 * length + 1, 1), *end = copy, bytes[4];
    for (size_t i = 0; i < length; i++) {
        const size_t n = hinge_utf8_write(bytes, (unsigned char)text[i]);
        memcpy(end, bytes, n);
        end += n;
    }
    return copy;
}

size_t hinge_text_steers(const char *p)
{
    uint32_t code;
    size_t n = hinge_utf8_next(p, &code);
    if (n == 0)
        return 1;
    bool steers = code < 0x20 || (code >= 0x7F && code <= 0x9F) ||
                  code == 0x061C ||                     /* an Arabic mark of direction */
                  code == 0x200E || code == 0x200F ||   /* of left to right, right to left */
                  (code >= 0x2028 && code <= 0x202E) || /* line ends, directions */
                  (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF; /* a byte order mark */
    return steers ? n : 0;
}

static void show_bytes(struct hinge_text *text, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t plain = i;
        while (plain < n && bytes[plain] >= 0x20 && bytes[plain] < 0x7f)
            plain++;
        hinge_text_add(text, bytes + i, plain - i);
        if ((i = plain) == n)
            break;
        uint32_t code;
        size_t steers = hinge_text_steers(bytes + i);
        if (steers == 0) {
            size_t length = hinge_utf8_next(bytes + i, &code);
            hinge_text_add(text, bytes + i, length);
            i += length;
        }
        for (; steers > 0; steers--)
            hinge_text_printf(text, "\\x%02x", (unsigned)(unsigned char)bytes[i++]);
    }
}

void hinge_text_shown(struct hinge_text *text, const char *string)
{
    show_bytes(text, string, strlen(string));
}

const char *hinge_arena_shown(struct hinge_arena *arena, const char *string)
{
    struct hinge_text text = {0};
    hinge_text_shown(&text, string);
    return hinge_text_to_arena(&text, arena);
}

void hinge_text_shown_lines(struct hinge_text *text, const char *lines, const char *line_end)
{
    while (*lines != '\0') {
        size_t n = strcspn(lines, "\n");
        show_bytes(text, lines, n);
        lines += n;
        if (*lines == '\n') {
            hinge_text_adds(text, line_end);
            lines++;
        }
    }
}

/* --- equal messages of several places, found by what they say --- */

enum { BUCKETS = 1024 };

/* What follows the place that a message begins with; NULL for none. */
static const char *after_place(const char *message)
{
    const char *end = strstr(message, ": ");
    return end != NULL && end > message ? end + 2 : NULL;
}

/* The first number of a text that differs from recording to recording: it has decimals, or says how
 * long legs are, and is no part of a word or name. NULL: none; `end` gets what follows it. */
static const char *find_size(const char *text, const char **end)
{
    static const char digits[] = "0123456789", legs[] = "legs are as long as ";
    const size_t before = sizeof legs - 1;
    const char *say = strstr(text, "; say "); /* what to do differs: its numbers are no sizes */
    const char *stop = say != NULL ? say : text + strlen(text);
    for (const char *at = text; (at += strcspn(at, digits)) < stop; at = *end) {
        const char *word = at > text && at[-1] == '-' ? at - 1 : at;
        const bool of_legs =
            (size_t)(at - text) >= before && memcmp(at - before, legs, before) == 0;
        bool decimals = of_legs;
        *end = at + strspn(at, digits);
        if ((*end)[0] == '.' && strspn(*end + 1, digits) > 0) {
            *end += 1 + strspn(*end + 1, digits);
            decimals = true;
        }
        if (of_legs)
            *end += strspn(*end, "0123456789+-e");
        const size_t full = **end == '.';
        /* a range of "from 0.5 to 9.5 s" would not be read */
        const bool to =
            strncmp(*end, " to ", 4) == 0 || (word - text >= 3 && memcmp(word - 3, "to ", 3) == 0);
        if (decimals && !to && (word == text || strchr(" (=", word[-1]) != NULL) &&
            strchr(" ,;:)%\xc2", (*end)[full]) != NULL)
            return word;
    }
    *end = text + strlen(text);
    return NULL;
}

/* FNV-1a, of what the message says but for its sizes. */
static size_t bucket_of(const char *what)
{
    uint32_t hash = 2166136261U;
    for (int k = 0; *what != '\0'; k++) {
        const char *end = what + strlen(what),
                   *at = k < HINGE_MESSAGE_SIZES ? find_size(what, &end) : NULL;
        for (at = at != NULL ? at : end; what < at; what++)
            hash = (hash ^ (unsigned char)*what) * 16777619U;
        what = end;
    }
    return hash % BUCKETS;
}

/* Whether they differ in sizes alone, which `size` gets: of `b`, where they are apart. */
static bool are_alike(const char *a, const char *b, double size[HINGE_MESSAGE_SIZES][2])
{
    for (int k = 0; k < HINGE_MESSAGE_SIZES; k++) {
        const char *end_a, *end_b, *at_a = find_size(a, &end_a), *at_b = find_size(b, &end_b);
        if (at_a == NULL || at_b == NULL)
            break;
        if (at_a - a != at_b - b || memcmp(a, b, (size_t)(at_a - a)) != 0)
            return false;
        size[k][0] = strtod(at_a, NULL);
        size[k][1] = strtod(at_b, NULL);
        a = end_a;
        b = end_b;
    }
    return strcmp(a, b) == 0;
}

bool hinge_messages_again(struct hinge_messages *messages, const char *message)
{
    const char *what = after_place(message);
    if (what == NULL || messages->bucket == NULL)
        return false;
    for (size_t i = messages->bucket[bucket_of(what)]; i != 0; i = messages->line[i - 1].next) {
        struct hinge_message_line *line = &messages->line[i - 1];
        double size[HINGE_MESSAGE_SIZES][2] = {{0}};
        if (!are_alike(line->what, what, size) || strcmp(line->message, message) == 0)
            continue;
        for (int k = 0; k < HINGE_MESSAGE_SIZES; k++) {
            line->size[k][0] = fmin(fmin(line->size[k][0], size[k][0]), size[k][1]);
            line->size[k][1] = fmax(fmax(line->size[k][1], size[k][0]), size[k][1]);
        }
        if (line->n < 3)
            line->place[line->n - 1] = hinge_copy_n(message, (size_t)(what - message) - 2);
        line->n++;
        return true;
    }
    return false;
}

bool hinge_messages_add(struct hinge_messages *messages, const char *message)
{
    if (hinge_messages_again(messages, message))
        return true;
    if (messages->bucket == NULL)
        messages->bucket = hinge_alloc(BUCKETS, sizeof *messages->bucket);
    messages->line = hinge_more(messages->line, messages->n, sizeof *messages->line);
    char *copy = hinge_copy(message);
    const char *what = after_place(copy);
    size_t *bucket = what != NULL ? &messages->bucket[bucket_of(what)] : NULL;
    struct hinge_message_line *line = &messages->line[messages->n++];
    *line = (struct hinge_message_line){
        .message = copy, .what = what, .n = 1, .next = bucket != NULL ? *bucket : 0};
    for (int k = 0; k < HINGE_MESSAGE_SIZES; k++)
        line->size[k][0] = line->size[k][1] = NAN;
    if (bucket != NULL)
        *bucket = messages->n;
    return true;
}

void hinge_messages_add_at(struct hinge_messages *messages, const char *place, const char *what)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_text_printf(&text, "%s: %s", place, what);
    (void)hinge_messages_add(messages, hinge_text_string(&text));
}

void hinge_message_add(const struct hinge_message_line *line, struct hinge_text *out)
{
    size_t place = line->what != NULL ? (size_t)(line->what - line->message) - 2 : 0;
    hinge_text_add(out, line->message, place);
    for (size_t i = 0; i < 2 && i + 1 < line->n; i++)
        hinge_text_printf(out, "%s%s", hinge_list_joint(line->n - 1 - i, " and "),
                          line->place[i] != NULL ? line->place[i] : "…");
    if (line->n > 3)
        hinge_text_printf(out, " and %zu more", line->n - 3);
    hinge_text_adds(out, place > 0 ? ": " : "");
    hinge_message_add_what(line, out);
}

void hinge_message_add_what(const struct hinge_message_line *line, struct hinge_text *out)
{
    const char *what = line->what != NULL ? line->what : line->message, *end, *at;
    for (int k = 0; k < HINGE_MESSAGE_SIZES && (at = find_size(what, &end)) != NULL; k++) {
        const bool differs = line->size[k][0] < line->size[k][1];
        hinge_text_add(out, what, (size_t)((differs ? at : end) - what));
        if (differs)
            hinge_text_printf(out, "%.6g to %.6g", line->size[k][0], line->size[k][1]);
        what = end;
    }
    hinge_text_adds(out, what);
}

void hinge_messages_clear(struct hinge_messages *messages)
{
    for (size_t i = 0; i < messages->n; i++) {
        free(messages->line[i].message);
        free(messages->line[i].place[0]);
        free(messages->line[i].place[1]);
    }
    free(messages->line);
    free(messages->bucket);
    *messages = (struct hinge_messages){0};
}
