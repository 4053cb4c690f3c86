/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headers of lists: a table as people write it in; our names, units and ids, or all that is wrong
 * with them, out. A typo must not become a covariate, and names, birth dates and the like must not
 * enter a study unnoticed. */
#include "ingest/ingest.h"
#include "table/columns.h"
#include "trial/heard.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define NAME(name, help) #name,
#define NOTHING(name, help)
static const char *const known[] = {HINGE_LIST_COLUMNS(NAME, NAME, NAME)};
static const char *const texts[] = {HINGE_LIST_COLUMNS(NAME, NAME, NOTHING)};

/* Units behind a size's name or in its cells, and what makes ours of their numbers. */
static const struct unit {
    const char *names, *of; /* the end of our column's name */
    double factor, divisor;
    const char *shown;
} units[] = {
    {"m|metre|meter", "_m", 1, 1, ""},
    {"cm", "_m", 1, 100, "÷ 100"},
    {"mm", "_m", 1, 1000, "÷ 1000"},
    {"in|inch|inches", "_m", 0.0254, 1, "× 0.0254"},
    {"ft|feet", "_m", 0.3048, 1, "× 0.3048"},
    {"kg", "_kg", 1, 1, ""},
    {"g", "_kg", 1, 1000, "÷ 1000"},
    {"lb|lbs|pounds", "_kg", 0.45359237, 1, "× 0.4536"},
    {"hz", "_hz", 1, 1, ""},
    {"years|yrs|y|jahre", "age", 1, 1, ""},
    {"months", "age", 1, 12, "÷ 12"},
};

/* A header without case and marks, its words with one blank between them. */
static void add_words(struct hinge_text *folded, const char *header)
{
    static const char around[] = " _-.,/()[]";
    hinge_text_folded(folded, header, strlen(header));
    size_t n = 0;
    for (size_t i = 0; i < folded->length; i++) {
        bool part = strchr(around, folded->data[i]) != NULL;
        if (!part || (n > 0 && folded->data[n - 1] != ' '))
            folded->data[n++] = part ? ' ' : folded->data[i];
    }
    n -= n > 0 && folded->data[n - 1] == ' ';
    folded->data[n] = '\0';
}

/* Whether a word is one for a person in a language of lists, or begins with one: "Patienten",
 * "Proefpersoonnummer". */
static bool is_of_person(const struct hinge_vocabulary *words, const char *word)
{
    enum { LEAST = 6 };
    bool is = hinge_listed("study|studien|etude|estudio|studio|estudo", '|', word);
    for (size_t i = 0; i < words->n && !is; i++) {
        const struct hinge_word *one = &words->word[i];
        if (one->kind != HINGE_WORD_PARTICIPANT_N &&
            (one->kind != HINGE_WORD_HEADER || strcmp(one->id, "participant") != 0))
            continue;
        const size_t n = strlen(one->folded);
        is = strncmp(one->folded, word, n) == 0 && (n >= LEAST || word[n] == '\0');
    }
    return is;
}

bool hinge_list_may_be_person(const struct hinge_vocabulary *words, const char *header)
{
    static const char codes[] = "code|id|nr|no|kennung|kurzel|kuerzel|codigo|codice|cod|numero|"
                                "nummer|number|kode|n°|nº|num",
                      small[] = "de|del|du|da|do|di|der|des|of|la|le|van";
    cleared_by(hinge_text_clear) struct hinge_text folded = {0};
    bool code = false, person = false, other = false;
    if (strlen(header) >= 40 || header[strspn(header, " +-.,:;0123456789")] == '\0')
        return false; /* a text, a number */
    add_words(&folded, header);
    const char *item, *rest = folded.data;
    for (size_t n; (item = hinge_next_item(&rest, ' ', &n)) != NULL;) {
        char word[40];
        snprintf(word, sizeof word, "%.*s", (int)n, item);
        const bool is_code = hinge_listed(codes, '|', word),
                   is_person = !is_code && is_of_person(words, word);
        code |= is_code ||
                (is_person && (strstr(word, "numm") != NULL || strstr(word, "code") != NULL ||
                               hinge_ends_alike(word, "nr")));
        person |= is_person;
        other |= !is_code && !is_person && !hinge_listed(small, '|', word);
    }
    const bool alone = hinge_listed(codes, '|', folded.data);
    return alone || (code && person && !other);
}

/* Our column and the unit behind a header ("Größe (cm)"); *unit NULL: it says none. */
static const char *meaning_of(const struct hinge_vocabulary *words, const char *header,
                              const struct unit **unit)
{
    cleared_by(hinge_text_clear) struct hinge_text folded = {0};
    const struct hinge_word *word = NULL;
    *unit = NULL;
    for (size_t i = 0; i < COUNT(known); i++)
        if (hinge_same_name(header, known[i]))
            return known[i];
    if (*header == '\0' || strlen(header) > 100 || strchr("-+.0123456789", *header) != NULL)
        return NULL;
    add_words(&folded, header);
    word = hinge_vocabulary_find(words, HINGE_WORD_HEADER, folded.data);
    char *last = strrchr(folded.data, ' ');
    for (size_t i = 0; word == NULL && last != NULL && i < COUNT(units); i++) {
        if (!hinge_listed(units[i].names, '|', last + 1))
            continue;
        *last = '\0';
        word = hinge_vocabulary_find(words, HINGE_WORD_HEADER, folded.data);
        *unit = &units[i];
        *last = ' ';
        if (word != NULL && !hinge_ends_with(word->id, units[i].of))
            word = NULL;
        break;
    }
    *unit = word != NULL ? *unit : NULL;
    return word != NULL ? word->id : NULL;
}

const char *hinge_list_meaning(const struct hinge_vocabulary *words, const char *header)
{
    const struct unit *unit;
    return meaning_of(words, header, &unit);
}

bool hinge_list_is_person(const struct hinge_vocabulary *words, const char *header)
{
    const char *ours = hinge_list_meaning(words, header);
    return (ours != NULL && strcmp(ours, "participant") == 0) ||
           hinge_list_may_be_person(words, header);
}

/* What `rename` of the config says a header is; NULL: nothing. Blanks do not count. */
static const char *renamed(const struct hinge_config *config, const char *header)
{
    cleared_by(hinge_text_clear) struct hinge_text plain = {0};
    const char *item, *rest = config->ingest.rename, *name = NULL;
    for (const char *p = header; *p != '\0'; p++)
        hinge_text_add(&plain, p, *p != ' ');
    for (size_t n; (item = hinge_next_item(&rest, ',', &n)) != NULL;)
        for (size_t i = 0; i < COUNT(known); i++)
            if (n == plain.length + 1 + strlen(known[i]) && item[plain.length] == '=' &&
                strncmp(item, hinge_text_string(&plain), plain.length) == 0 &&
                strncmp(item + plain.length + 1, known[i], strlen(known[i])) == 0)
                name = known[i];
    return name;
}

/* The value of a cell of a size in our unit; `unit` is that of the header, NULL for none. False if
 * the cell has a value and no number or another unit. */
static bool size_of(const struct hinge_column *column, size_t row, const struct unit *unit,
                    double *value, const struct unit **its)
{
    *value = NAN;
    *its = unit;
    if (column->type == HINGE_COLUMN_NUMBER) {
        if (column->number != NULL)
            *value = column->number[row];
        return true;
    }
    const char *text = column->text != NULL ? column->text[row] : NULL;
    size_t n = text != NULL ? strspn(text, "0123456789.,") : 0;
    if (text == NULL || *text == '\0' ||
        hinge_number_parse(text, strlen(text), '.', value, NULL) == HINGE_NUMBER_MISSING)
        return true;
    const char *name = text + n + strspn(text + n, " ");
    for (size_t i = 0; *name != '\0' && i < COUNT(units); i++)
        if (hinge_any_word(units[i].names, name, hinge_same_name))
            *its = &units[i];
    return n > 0 && (*name == '\0' || *its != unit) &&
           hinge_number_parse(text, n, memchr(text, ',', n) != NULL ? ',' : '.', value, NULL) ==
               HINGE_NUMBER_VALUE;
}

/* Converts a size into our unit; false if its unit is not plain. *unit: what was converted. */
static bool convert(struct hinge_table *list, size_t c, const char *ours, const struct unit **unit)
{
    struct hinge_column *column = &list->column[c];
    const bool length = hinge_ends_with(ours, "_m"), mass = hinge_ends_with(ours, "_kg"),
               plain = strcmp(ours, "age") == 0 || hinge_ends_with(ours, "_hz");
    double low = INFINITY, high = -INFINITY, value;
    const struct unit *its;
    bool all = true;
    if (!length && !mass && !(plain && column->type == HINGE_COLUMN_TEXT) &&
        (*unit == NULL || (*unit)->divisor <= 1))
        return true;
    for (size_t r = 0; r < list->rows; r++) {
        if (!size_of(column, r, *unit, &value, &its) ||
            (its != NULL && !hinge_ends_with(ours, its->of)))
            return true; /* a word: the check of values says where */
        all &= its != NULL || isnan(value);
        low = fmin(low, value);
        high = fmax(high, value);
    }
    bool weight = mass && (hinge_same_name(column->name, "weight") ||
                           hinge_same_name(column->name, "body weight") ||
                           hinge_same_name(column->name, "body_weight"));
    if (!all && *unit == NULL && length && low >= 100 && high <= 250)
        *unit = &units[1];
    else if (!all && *unit == NULL && (weight || (length && !(low >= 0.2 && high <= 2.5))))
        return false;
    double *number = hinge_alloc(list->row_capacity, sizeof *number);
    for (size_t r = 0; r < list->rows; r++) {
        size_of(column, r, *unit, &value, &its);
        number[r] = its != NULL ? value * its->factor / its->divisor : value;
    }
    free(column->number);
    column->type = HINGE_COLUMN_NUMBER;
    column->number = number; /* its texts stay, for messages */
    return true;
}

/* A column of texts that are all numbers becomes one of numbers: with points, or with commas where
 * one of them cannot be thousands ("1,75"), or the config says so. *with_commas: it has some. */
static void take_numbers(struct hinge_table *list, size_t c, const struct hinge_config *config,
                         bool *with_commas)
{
    struct hinge_column *column = &list->column[c];
    bool commas = config->ingest.decimal == ',', any = false, some = false, points = false;
    *with_commas = false;
    if (hinge_name_at(texts, COUNT(texts), column->name) < COUNT(texts) ||
        column->type != HINGE_COLUMN_TEXT || column->text == NULL ||
        config->ingest.decimal == '.' || strchr(column->name, ':') != NULL)
        return;
    cleared_by(freed) double *number = hinge_alloc(list->row_capacity, sizeof *number);
    for (size_t r = 0; r < list->rows; r++) {
        const char *text = column->text[r], *comma = text != NULL ? strchr(text, ',') : NULL;
        enum hinge_number_kind kind =
            text == NULL ? HINGE_NUMBER_MISSING
                         : hinge_number_parse(text, strlen(text), comma != NULL ? ',' : '.',
                                              &number[r], NULL);
        if (kind > HINGE_NUMBER_MISSING)
            return;
        number[r] = kind == HINGE_NUMBER_VALUE ? number[r] : (double)NAN;
        any |= kind == HINGE_NUMBER_VALUE;
        some |= comma != NULL;
        points |= kind == HINGE_NUMBER_VALUE && strchr(text, '.') != NULL;
        commas |= comma != NULL && (strlen(comma + 1) != 3 || *text == '0');
    }
    if (!any || (some && !commas) || (some && points && config->ingest.decimal != ','))
        return;
    *with_commas = some;
    free(column->number);
    column->type = HINGE_COLUMN_NUMBER;
    column->number = number;
    number = NULL;
}

void hinge_list_add_value(const struct hinge_column *column, size_t row, struct hinge_text *out)
{
    cleared_by(hinge_vocabulary_clear) struct hinge_vocabulary words = {0};
    const struct unit *unit = NULL;
    double value = column->number[row];
    if (column->text != NULL && column->text[row] != NULL) {
        hinge_text_printf(out, "\"%.60s\"", column->text[row]);
        return;
    }
    hinge_vocabulary_make(&words);
    if (*column->title != '\0')
        meaning_of(&words, column->title, &unit);
    if (unit != NULL)
        value *= unit->divisor / unit->factor;
    hinge_text_printf(out, "%g", value);
}

static const struct {
    const char *column;
    enum hinge_word_kind kind, also;
} worded[] = {{"cue", HINGE_WORD_NO_CUE, HINGE_WORD_CUE},
              {"session", HINGE_WORD_SESSION, HINGE_WORD_SESSION},
              {"role", HINGE_WORD_ROLE, HINGE_WORD_ROLE},
              {"side", HINGE_WORD_SIDE, HINGE_WORD_SIDE}};

const struct hinge_word *hinge_list_word(const struct hinge_vocabulary *words, const char *column,
                                         const char *cell)
{
    cleared_by(hinge_text_clear) struct hinge_text folded = {0};
    const struct hinge_word *word = NULL;
    hinge_text_folded(&folded, cell, strlen(cell));
    char *text = folded.data, *behind;
    for (char *p = text; p != NULL && *p != '\0'; p++)
        *p = *p == '_' || *p == '-' ? ' ' : *p;
    if (text != NULL && (behind = strchr(text, ' ')) != NULL) { /* "mit Stab" */
        *behind = '\0';
        if (hinge_vocabulary_find(words, HINGE_WORD_WITH, text) != NULL)
            text = behind + 1;
        *behind = ' ';
    }
    for (size_t k = 0; text != NULL && k < COUNT(worded); k++)
        if (strcmp(worded[k].column, column) == 0) {
            word = hinge_vocabulary_find(words, worded[k].kind, text);
            word = word != NULL ? word : hinge_vocabulary_find(words, worded[k].also, text);
        }
    return word;
}

void hinge_list_set_cue(struct hinge_table *list, size_t row, const char *id)
{
    bool spelled;
    const char *cell = hinge_table_word(list, "cue", row);
    if (hinge_cue_heard(cell, &spelled) == NULL || !spelled)
        hinge_table_set_word(list, HINGE_CUE_GIVEN, row, cell);
    hinge_table_set_word(list, "cue", row, id);
}

/* A cell of cue, session, role or side that is a word for an id becomes that. A calibration is
 * quiet standing, but of sensors a movement of its own. */
static void name_cells(struct hinge_table *list, const struct hinge_vocabulary *words,
                       struct hinge_text *read)
{
    bool sensors = false;
    for (size_t c = 0; c < list->n_columns; c++)
        sensors = sensors || hinge_list_sensor(list->column[c].name, "sensor:") != NULL;
    for (size_t k = 0; k < COUNT(worded); k++) {
        long c = hinge_table_find(list, worded[k].column);
        for (size_t r = 0; c >= 0 && r < list->rows; r++) {
            const char *cell = hinge_table_text(list, worded[k].column, r);
            const struct hinge_word *word = cell != NULL && *cell != '\0'
                                                ? hinge_list_word(words, worded[k].column, cell)
                                                : NULL;
            if (word == NULL || !hinge_vocabulary_count(words, word) || strcmp(word->id, cell) == 0)
                continue;
            if (sensors && worded[k].kind == HINGE_WORD_ROLE &&
                hinge_trial_role_find(cell) == HINGE_ROLE_calibration)
                continue;
            cleared_by(hinge_text_clear) struct hinge_text phrase = {0};
            hinge_text_printf(&phrase, "%s as %s", cell, word->id);
            if (k == 0)
                hinge_list_set_cue(list, r, word->id);
            else
                hinge_table_set_text(list, (size_t)c, r, word->id);
            if (read != NULL && strstr(hinge_text_string(read), phrase.data) == NULL)
                hinge_text_printf(read, "%s%s", read->length > 0 ? ", " : "", phrase.data);
        }
    }
}

/* A column such as Code or Nr., where no other is of participants; -1: none. Its values are codes;
 * our own `id` is of recordings where the list names them. */
static long person_column(const struct hinge_table *list, const struct hinge_vocabulary *words,
                          const char *const *ours, const struct hinge_config *config)
{
    bool files = false;
    if (hinge_table_find(list, "participant") >= 0) /* a column that is kept is none of ours */
        return -1;
    for (size_t c = 0; c < list->n_columns; c++) {
        if (ours[c] != NULL && strcmp(ours[c], "participant") == 0)
            return -1;
        files |= ours[c] != NULL && strcmp(ours[c], "file") == 0;
    }
    for (size_t c = 0; c < list->n_columns; c++) {
        const struct hinge_column *column = &list->column[c];
        bool codes = column->type == HINGE_COLUMN_TEXT && column->text != NULL && list->rows > 0;
        if (!hinge_list_may_be_person(words, column->name) ||
            (ours[c] != NULL && strcmp(ours[c], "id") != 0) ||
            hinge_config_keeps_column(config, column->name))
            continue;
        for (size_t r = 0; codes && r < list->rows; r++) {
            const char *value = hinge_or_empty(column->text[r]);
            codes = *value != '\0' && strlen(value) <= 30 && strpbrk(value, " ,;") == NULL;
        }
        if (codes && (strcmp(column->name, "id") != 0 || !files))
            return (long)c;
    }
    return -1;
}

void hinge_list_columns_name(struct hinge_table *list, const struct hinge_config *config,
                             struct hinge_text *read)
{
    cleared_by(hinge_vocabulary_clear) struct hinge_vocabulary words = {0};
    cleared_by(hinge_text_clear) struct hinge_text kept = {0};
    size_t n_kept = 0;
    hinge_vocabulary_make(&words);
    cleared_by(freed) const char **ours = hinge_alloc(list->n_columns, sizeof *ours);
    cleared_by(freed) const struct unit **unit =
        hinge_alloc(list->n_columns, sizeof(const struct unit *));
    for (size_t c = 0; c < list->n_columns; c++) {
        const char *name = list->column[c].name;
        const char *new_name = renamed(config, name);
        cleared_by(hinge_text_clear) struct hinge_text folded = {0};
        hinge_text_folded(&folded, name, strlen(name));
        hinge_vocabulary_meet(&words, hinge_text_string(&folded));
        ours[c] = new_name != NULL ? new_name : meaning_of(&words, name, &unit[c]);
        if (hinge_config_keeps_column(config, name))
            ours[c] = NULL;
    }
    const long person = person_column(list, &words, ours, config);
    if (person >= 0)
        ours[person] = "participant";
    for (size_t c = 0; c < list->n_columns; c++) {
        const char *name = list->column[c].name;
        bool alone =
            ours[c] != NULL && (strcmp(ours[c], name) == 0 || hinge_table_find(list, ours[c]) < 0);
        for (size_t d = 0; d < list->n_columns && alone; d++)
            alone = d == c || ours[d] == NULL || strcmp(ours[d], ours[c]) != 0;
        if (!alone || strcmp(ours[c], name) == 0) {
            bool with_unit = false; /* in its cells: "1,75 m" */
            const char *const *text =
                list->column[c].type == HINGE_COLUMN_TEXT && alone ? list->column[c].text : NULL;
            for (size_t r = 0; text != NULL && r < list->rows; r++)
                with_unit |= text[r] != NULL && *text[r] != '\0' &&
                             isalpha((unsigned char)text[r][strlen(text[r]) - 1]);
            if (with_unit)
                convert(list, c, ours[c], &unit[c]);
            if (ours[c] == NULL && read != NULL && !hinge_trial_info_has(name)) {
                hinge_text_adds(&kept, n_kept++ > 0 ? ", " : "");
                hinge_text_shown(&kept, name);
            }
            continue;
        }
        const struct unit *given = unit[c];
        if (!convert(list, c, ours[c], &unit[c]))
            continue;
        const struct unit *of = given != NULL ? given : unit[c];
        if (read != NULL && !hinge_same_name(name, ours[c])) {
            hinge_text_adds(read, read->length > 0 ? ", " : "");
            hinge_text_shown(read, name);
            hinge_text_printf(read, " as %s", ours[c]);
            if (of != NULL && *of->shown != '\0')
                hinge_text_printf(read, " (%s)", of->shown);
        }
        hinge_table_set_title(list, c, name); /* the user's own, for messages */
        free(list->column[c].name);
        list->column[c].name = hinge_copy(ours[c]);
    }
    for (size_t c = 0; c < list->n_columns; c++) {
        bool commas;
        take_numbers(list, c, config, &commas);
        if (!commas || read == NULL)
            continue;
        const char *name = list->column[c].name, *header = list->column[c].title;
        hinge_text_adds(read, read->length > 0 ? ", " : "");
        hinge_text_shown(read, *header != '\0' ? header : name);
        hinge_text_adds(read, " with decimal commas");
    }
    /* texts in NFC; the words of cells bear each other out */
    for (size_t c = 0; c < list->n_columns; c++) {
        const struct hinge_column *column = &list->column[c];
        bool file =
            strcmp(column->name, "file") == 0 || hinge_list_sensor(column->name, "sensor:") != NULL;
        bool meets = hinge_listed("cue|session|role|side|group|task", '|', column->name);
        for (size_t r = 0; column->type == HINGE_COLUMN_TEXT && !file && r < list->rows; r++) {
            const char *cell = hinge_table_text(list, column->name, r);
            cleared_by(hinge_text_clear) struct hinge_text text = {0}, folded = {0};
            if (cell == NULL)
                continue;
            hinge_text_nfc(&text, cell);
            if (strcmp(text.data, cell) != 0)
                hinge_table_set_text(list, c, r, text.data);
            if (meets) {
                hinge_text_folded(&folded, text.data, text.length);
                for (char *w = folded.data; w != NULL; w = strpbrk(w, " _-")) { /* "mit Stab" */
                    w += strspn(w, " _-");
                    hinge_vocabulary_meet(&words, w);
                }
            }
        }
    }
    name_cells(list, &words, read);
    if (read != NULL && read->length > 0 && kept.length > 0)
        hinge_text_printf(read, "; kept as %s: %s", n_kept > 1 ? "they are" : "it is", kept.data);
}

/* --- faults --- */

struct faults {
    struct hinge_text slips, renames, others; /* renames: the options that cure the slips */
    const char *set; /* begins an option; --new has no config yet, whose section it would be */
};

static HINGE_PRINTF(2, 3) void add_other(struct faults *faults, const char *format, ...)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    char line[400];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    hinge_text_shown(&text, line);
    hinge_text_printf(&faults->others, "%s%s", faults->others.length > 0 ? "; " : "", text.data);
}

static void look_at(const struct hinge_table *list, size_t c, const struct hinge_vocabulary *words,
                    const struct hinge_config *config, struct faults *faults)
{
    const char *name = list->column[c].name;
    const struct unit *unit;
    cleared_by(hinge_text_clear) struct hinge_text word = {0};
    if (hinge_trial_info_has(name) || hinge_label_fault(name) != NULL ||
        strncmp(name, "mvc:", 4) == 0 || strcmp(name, "rate_hz:emg") == 0 ||
        hinge_config_keeps_column(config, name) || hinge_same_name(name, "age") ||
        hinge_same_name(name, "sex"))
        return;
    hinge_text_word(&word, name);
    const char *ours = meaning_of(words, name, &unit), *near = NULL;
    const size_t before = faults->others.length;
    if (hinge_list_sensor(name, "sensor:") || hinge_list_sensor(name, "offset_s:") ||
        hinge_list_sensor(name, "outward:") || hinge_list_sensor(name, "accel_bias:")) {
        enum hinge_landmark segment = hinge_landmark_find(strchr(name, ':') + 1);
        if (!hinge_landmark_is_segment(segment) && strcmp(name, "offset_s:angles") != 0 &&
            strcmp(name, "offset_s:emg") != 0)
            add_other(faults,
                      "column \"%.60s\": a segment is one of pelvis, l1, thorax, thigh_l, thigh_r, "
                      "shank_l, shank_r, foot_l, foot_r, lumbar_l3, head",
                      name);
    } else if (hinge_personal_column(name)) {
        add_other(faults,
                  "column \"%.60s\" looks like personal data; remove it, or keep it with "
                  "%skeep_column=%.60s",
                  name, faults->set, word.data);
    } else if (ours != NULL && hinge_table_find(list, ours) < 0) {
        bool twice = false;
        for (size_t d = 0; d < list->n_columns && !twice; d++) {
            const char *other = meaning_of(words, list->column[d].name, &unit);
            twice = d != c && other != NULL && strcmp(other, ours) == 0;
            if (twice && d > c)
                add_other(faults,
                          "%.60s and %.60s both mean %s: keep one as a covariate with "
                          "%skeep_column=%.60s",
                          name, list->column[d].name, ours, faults->set, list->column[d].name);
        }
        if (!twice)
            add_other(
                faults,
                "column \"%.60s\" does not say its unit: name it %s or %.60s (%s), or keep it "
                "as a covariate with %skeep_column=%.60s",
                name, ours, name, hinge_ends_with(ours, "_m") ? "cm" : "lb", faults->set,
                word.data);
    }
    /* a slip; a covariate may well be a short word that is near another */
    const unsigned slips = strlen(name) < 6 ? 1 : 2;
    unsigned least = slips + 1;
    static const char words_of_their_own[] = "film|site|lab|rater|line|tile|pile|size|style|rates";
    const bool other = ours != NULL || faults->others.length > before ||
                       hinge_any_word(words_of_their_own, name, hinge_same_name);
    for (size_t i = 0; !other && i < COUNT(known); i++) {
        unsigned d = hinge_name_distance(name, known[i], slips);
        if (d < least && 2 * (size_t)d < strlen(name)) {
            least = d;
            near = known[i];
        }
    }
    for (size_t i = 0; !other && i < words->n && strlen(name) > 4; i++) {
        const struct hinge_word *header = &words->word[i];
        if (header->kind != HINGE_WORD_HEADER || strlen(header->folded) < 5)
            continue;
        unsigned d = hinge_name_distance(name, header->folded, 1);
        if (d <= 1 && d < least) {
            least = d;
            near = header->id;
        }
    }
    if (near != NULL) {
        hinge_text_printf(&faults->slips, "%s", faults->slips.length > 0 ? ", " : "");
        hinge_text_shown(&faults->slips, name);
        hinge_text_printf(&faults->slips, " %slike %s", faults->renames.length > 0 ? "" : "looks ",
                          near);
        hinge_text_printf(&faults->renames, "%s%s=%s", faults->renames.length > 0 ? "," : "", name,
                          near);
    }
}

/* All faults in one message. */
static enum hinge_status end(struct faults *faults, const char *path, const char *command,
                             struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    if (faults->slips.length + faults->others.length > 0) {
        const char *list = hinge_text_string(&faults->renames);
        bool slips = faults->slips.length > 0, alone = slips && command != NULL;
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
                                 "%s: %s%s%.300s%s%.200s", path, hinge_text_string(&faults->others),
                                 faults->others.length > 0 && slips ? "; " : "",
                                 hinge_text_string(&faults->slips),
                                 !slips  ? ""
                                 : alone ? ": correct the list, or"
                                         : ": correct the list, or read it so with --set rename=",
                                 slips && !alone ? list : "");
        if (alone) {
            cleared_by(hinge_text_clear) struct hinge_text whole = {0};
            hinge_text_adds(&whole, command);
            const char *words[32];
            char *copy = hinge_copy(list), *p = copy;
            size_t n = 0;
            for (; n < 32 && *p != '\0'; n++) {
                words[n] = p;
                p += strcspn(p, ",");
                if (*p != '\0')
                    *p++ = '\0';
                hinge_text_adds(&whole, " --rename *");
            }
            hinge_error_command(error, whole.data, words);
            free(copy);
        }
    }
    hinge_text_clear(&faults->slips);
    hinge_text_clear(&faults->renames);
    hinge_text_clear(&faults->others);
    return status;
}

enum hinge_status hinge_list_column_check(const struct hinge_table *list, size_t column,
                                          const char *path, const struct hinge_config *config,
                                          struct hinge_error *error)
{
    cleared_by(hinge_vocabulary_clear) struct hinge_vocabulary words = {0};
    struct faults faults = {.set = "--set "};
    hinge_vocabulary_make(&words);
    look_at(list, column, &words, config, &faults);
    return end(&faults, path, NULL, error);
}

enum hinge_status hinge_list_columns_check(const struct hinge_table *list, const char *path,
                                           const char *who, const char *command,
                                           const struct hinge_config *config,
                                           struct hinge_error *error)
{
    cleared_by(hinge_vocabulary_clear) struct hinge_vocabulary words = {0};
    struct faults faults = {.set = command != NULL ? "--set ingest." : "--set "};
    bool sensors = false;
    hinge_vocabulary_make(&words);
    for (size_t c = 0; c < list->n_columns; c++) {
        sensors |= hinge_list_sensor(list->column[c].name, "sensor:") != NULL;
        if (who == NULL || strcmp(list->column[c].name, who) != 0)
            look_at(list, c, &words, config, &faults);
    }
    if (who == NULL && hinge_table_find(list, "file") < 0 && !sensors && faults.slips.length == 0)
        add_other(&faults, "a trial list needs a column \"file\"");
    return end(&faults, path, command, error);
}
