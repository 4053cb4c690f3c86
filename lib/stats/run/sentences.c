/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An analysis' results in words, and its example. */

#include "stats/numbers/numbers.h"
#include "stats/run/analysis.h"

/* --- What an analysis says while it runs. --- */

static void add_kind(struct hinge_text *text, char kind, double value)
{
    if (!isfinite(value)) {
        hinge_text_adds(text, isnan(value) ? "-" : value < 0 ? "−∞" : "∞");
        return;
    }
    switch (kind) {
    case 'p':
        hinge_add_p(text, value);
        break;
    case 'r':
        hinge_add_short(text, value);
        break;
    case 'd':
        hinge_add_df(text, value);
        break;
    case 'n':
        hinge_text_printf(text, "%.0f", value);
        break;
    case 'x':
        hinge_add_four(text, value);
        break;
    case 'h':
        hinge_text_adds(text, hinge_higher(value));
        break;
    case 's':
        hinge_text_adds(text, hinge_rose(value));
        break;
    default:
        hinge_text_printf(text, "%.*f", hinge_limit_decimals(2, value, value),
                          hinge_unsigned_zero(value, 5));
    }
}

static void add_amount(struct hinge_text *text, double value, int decimals, bool limit)
{
    char number[HINGE_NUMBER_MAX];
    if (decimals < 0 || !isfinite(value))
        add_kind(text, 'x', value);
    else if (limit)
        hinge_text_adds(text, hinge_limit_format(value, decimals, number));
    else
        hinge_text_printf(text, "%.*f", decimals, hinge_unsigned_zero(value, decimals));
}

/* Whether what stands between two amounts makes the second an end of the first's interval. */
static bool is_joined(const char *plain, size_t n)
{
    return (n == 2 && strncmp(plain, ", ", 2) == 0) || (n == 4 && strncmp(plain, " to ", 4) == 0) ||
           (n == 5 && strncmp(plain, " and ", 5) == 0);
}

/* The decimals of a line's amounts, by the widest of its intervals. -1: it has none, and each
 * amount has four digits. */
static int decimals_of(struct hinge_analysis *a, const char *format, va_list args)
{
    const struct hinge_unit_form unit = hinge_sentences_unit(a);
    double widest = NAN, last = NAN; /* the amount before this one */
    bool slope = false;
    for (const char *from = format, *at; (at = strchr(from, '{')) != NULL;
         from = at + strlen("{x}")) {
        const char kind = at[1];
        if (strchr("uwc1", kind) != NULL)
            continue;
        if (strchr("te", kind) != NULL) {
            (void)va_arg(args, const char *);
            last = NAN;
            continue;
        }
        double amount = unit.scale * va_arg(args, double);
        if (strchr("vabi", kind) == NULL) {
            if (kind == 'l')
                (void)va_arg(args, double);
            last = NAN;
            continue;
        }
        slope = slope || kind == 'b';
        const bool joins = kind == 'i' || is_joined(from, (size_t)(at - from));
        if (kind == 'i') {
            last = amount;
            amount = unit.scale * va_arg(args, double);
        }
        if (joins && isfinite(last) && isfinite(amount))
            widest = fmax(widest, amount - last);
        last = amount;
    }
    return isnan(widest) ? -1 : hinge_outcome_decimals(slope ? -1 : unit.digits, widest);
}

static void add_argument(struct hinge_analysis *a, struct hinge_text *text, char kind, int decimals,
                         bool limit, va_list *args)
{
    char title[128];
    const char *word;
    const struct hinge_unit_form unit = hinge_sentences_unit(a);
    double low, high, scale = unit.scale;
    size_t before;
    switch (kind) {
    case 'c':
        hinge_text_printf(text, "%g", 100 * a->level);
        break;
    case 'u':
        hinge_text_adds(text, hinge_sentences_unit(a).after);
        break;
    case 'w':
        hinge_add_change_unit(text, hinge_sentences_unit(a).change);
        break;
    case 'g':
        before = text->length;
        add_amount(text, scale * va_arg(*args, double), -1, false);
        while (strchr(text->data + before, '.') != NULL && /* 0.5, as it was given, not 0.5000 */
               strchr("0.", text->data[text->length - 1]) != NULL)
            text->data[--text->length] = '\0';
        break;
    case 'l':
        low = scale * va_arg(*args, double);
        high = scale * va_arg(*args, double);
        add_amount(text, high, hinge_outcome_decimals(unit.digits, fabs(high - low)), true);
        break;
    case 'o':
        low = scale * va_arg(*args, double);
        add_amount(text, low, unit.digits < 0 ? hinge_decimals_of(fabs(low)) : unit.digits, false);
        break;
    case 'v':
    case 'b':
        add_amount(text, scale * va_arg(*args, double), decimals, limit);
        break;
    case 'm': {
        const int least = unit.digits > 1 ? unit.digits : 1;
        const bool open = decimals == 0 || (decimals < 0 && unit.digits >= 0);
        add_amount(text, scale * va_arg(*args, double), open ? least : decimals, limit);
        break;
    }
    case 'a':
        add_amount(text, scale * fabs(va_arg(*args, double)), decimals, false);
        break;
    case '1':
        hinge_text_adds(text, a->alternative != HINGE_TWO_SIDED ? "one-tailed " : "");
        break;
    case 't':
        word = va_arg(*args, const char *);
        hinge_text_adds(text, strcmp(word, "monte-carlo") == 0 ? "Monte Carlo" : word);
        break;
    case 'e':
        word = va_arg(*args, const char *);
        hinge_text_adds(text, hinge_wording_title(word, title, sizeof title));
        break;
    case 'i':
        low = scale * va_arg(*args, double);
        high = scale * va_arg(*args, double);
        add_amount(text, high < 0 ? -high : low, decimals, true);
        hinge_text_adds(text, " to ");
        add_amount(text, high < 0 ? -low : high, decimals, true);
        break;
    default:
        add_kind(text, kind, va_arg(*args, double));
    }
}

void hinge_add_sentence(struct hinge_analysis *analysis, struct hinge_text *text,
                        const char *format, ...)
{
    static const char *const counted[][2] = {
        {" people", " person"}, {" participants", " participant"}, {" repetitions", " repetition"}};
    /* what an interval that could not be computed would leave, around "95% CI" */
    static const char *const unknown[][2] = {
        {" (", " - to -)"}, {"", " - to -; "}, {", ", " [-, -]"}};
    const size_t from = text->length;
    va_list args, ahead;
    va_start(args, format);
    va_copy(ahead, args);
    const int decimals = decimals_of(analysis, format, ahead);
    va_end(ahead);
    for (bool limit = false;;) {
        size_t plain = strcspn(format, "{");
        limit = (plain >= 1 && format[plain - 1] == '[') ||
                (plain >= 3 && strncmp(format + plain - 3, "CI ", 3) == 0) ||
                (limit && is_joined(format, plain));
        hinge_text_add(text, format, plain);
        format += plain;
        if (*format == '\0')
            break;
        format += strlen("{x}");
        const size_t before = text->length;
        add_argument(analysis, text, format[-2], decimals, limit, &args);
        const bool one = format[-2] == 'n' && strcmp(text->data + before, "1") == 0;
        for (size_t i = 0; one && i < sizeof counted / sizeof *counted; i++)
            if (strncmp(format, counted[i][0], strlen(counted[i][0])) == 0) {
                hinge_text_adds(text, counted[i][1]);
                format += strlen(counted[i][0]);
                break;
            }
    }
    va_end(args);
    hinge_text_adds(text, "\n");
    for (size_t i = 0; i <= sizeof unknown / sizeof *unknown; i++) {
        char interval[48] = " [-, -]";
        if (i < sizeof unknown / sizeof *unknown)
            snprintf(interval, sizeof interval, "%s%g%% CI%s", unknown[i][0], 100 * analysis->level,
                     unknown[i][1]);
        const size_t length = strlen(interval);
        for (char *at; (at = strstr(text->data + from, interval)) != NULL; text->length -= length)
            memmove(at, at + length, strlen(at + length) + 1);
    }
}

/* NULL: the rows have none. */
static const struct hinge_column *column_of(const struct hinge_analysis *a)
{
    long at = a->table != NULL && a->outcome != NULL ? hinge_table_find(a->table, a->outcome) : -1;
    return at >= 0 ? &a->table->column[at] : NULL;
}

struct hinge_unit_form hinge_sentences_unit(const struct hinge_analysis *analysis)
{
    const struct hinge_column *column = column_of(analysis);
    return hinge_unit_form(column != NULL ? column->unit : NULL, column != NULL && column->share);
}

const char *hinge_sentences_outcome(const struct hinge_analysis *analysis, char name[160])
{
    const struct hinge_column *column = column_of(analysis);
    /* verdicts have a share and no unit; analyses with weights average them */
    const bool bends = column != NULL && column->share && *column->unit == '\0' &&
                       strstr(column->title, HINGE_SHARE_OF_BENDS) == NULL &&
                       hinge_analysis_kind_takes(analysis->kind, "weight");
    char *title = name + (bends ? strlen(HINGE_SHARE_OF_BENDS) : 0);
    const size_t room = 160 - (size_t)(title - name);
    memcpy(name, HINGE_SHARE_OF_BENDS, (size_t)(title - name));
    if (column != NULL && *column->title != '\0')
        snprintf(title, room, "%s", column->title);
    else /* without a unit an end like "_s" is part of the name */
        (*hinge_sentences_unit(analysis).after != '\0' ? hinge_wording_title : hinge_wording_words)(
            analysis->outcome, title, room);
    hinge_wording_small(title);
    return name;
}

const char *hinge_sentences_level(struct hinge_analysis *a, const char *column, const char *level)
{
    char words[160];
    const char *theirs = hinge_wording_label(a->labels, level);
    return theirs != NULL ? theirs
                          : hinge_arena_strdup(&a->arena, hinge_wording_cell(column, level, words,
                                                                             sizeof words));
}

const char *hinge_sentences_place(struct hinge_analysis *a, const char *column, bool groups,
                                  const char *level)
{
    char words[256];
    return hinge_arena_strdup(&a->arena, hinge_place_words(column, groups, level,
                                                           hinge_wording_label(a->labels, level),
                                                           words, sizeof words));
}

const char *hinge_sentences_levels(struct hinge_analysis *a, const char *name)
{
    struct hinge_text text = {0};
    return hinge_wording_labelled(a->labels, name, &text) ? hinge_text_to_arena(&text, &a->arena)
                                                          : name;
}

const char *hinge_sentences_cell(struct hinge_analysis *a, const char *name)
{
    char outcome[160];
    struct hinge_text text = {0};
    name = hinge_sentences_levels(a, name);
    if (a->ask.outcome.n < 2 || a->outcome == NULL)
        return name;
    hinge_sentences_outcome(a, outcome);
    hinge_text_printf(&text, "%s, %s", hinge_wording_capital(outcome), name);
    return hinge_text_to_arena(&text, &a->arena);
}

const char *hinge_sentences_pair(struct hinge_analysis *a, const char *first, const char *second)
{
    const char *one = hinge_wording_label(a->labels, first),
               *other = hinge_wording_label(a->labels, second);
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    hinge_text_printf(&text, "%s minus %s", one != NULL ? one : first,
                      other != NULL ? other : second);
    return hinge_analysis_label(a, hinge_text_string(&text));
}

void hinge_sentences_add(struct hinge_analysis *a, bool of_outcome, bool of_stratum)
{
    struct hinge_sentences *text = &a->text, *told = &a->told;
    if (text->apa.length > 0 && a->outcome != NULL) {
        /* "Lumbar excursion (°), trained minus sedentary:" */
        char name[160];
        const struct hinge_unit_form of = hinge_sentences_unit(a);
        const char *unit = of.after + (of.after[0] == ' ');
        hinge_sentences_outcome(a, name);
        hinge_text_adds(&told->apa, hinge_wording_capital(name));
        /* verdicts have none: some analyses print their proportions, others the means in percent */
        if (*unit != '\0' && (column_of(a) == NULL || *column_of(a)->unit != '\0'))
            hinge_text_printf(&told->apa, " (%s)", unit);
        if (a->ask.change != NULL)
            hinge_text_printf(&told->apa, ", change %s", a->ask.change);
        if (text->column != NULL)
            hinge_text_printf(&told->apa, ", %s minus %s",
                              hinge_sentences_level(a, text->column, text->first),
                              hinge_sentences_level(a, text->column, text->second));
        hinge_text_adds(&told->apa, ":\n");
    }
    hinge_text_adds(&told->apa, hinge_text_string(&text->apa));
    if (!of_stratum)
        hinge_text_adds(&told->plain, hinge_text_string(&text->plain));
    if (!of_stratum && !of_outcome)
        hinge_text_adds(&told->test, hinge_text_string(&text->test));
    hinge_sentences_clear(text);
}

void hinge_sentences_clear(struct hinge_sentences *text)
{
    hinge_text_clear(&text->plain);
    hinge_text_clear(&text->test);
    hinge_text_clear(&text->apa);
    text->column = text->first = text->second = NULL;
}

/* --- What an analysis takes, and its example as a command line. In: a descriptor; out: text for
 * --help. --- */

bool hinge_analysis_kind_takes(const struct hinge_analysis_kind *statistic, const char *option)
{
    const struct hinge_stats_option *row = hinge_stats_option_find(option);
    return row != NULL && (row->every || hinge_is_among(statistic->options, option));
}

/* A value as it is typed: lists joined by commas, levels as column=a,b. */
static void add_value(struct hinge_text *out, const json_t *value)
{
    size_t i;
    json_t *item;
    const char *key, *between = "";
    if (json_is_string(value)) {
        hinge_text_adds(out, json_string_value(value));
    } else if (json_is_number(value)) {
        hinge_text_printf(out, "%.10g", json_number_value(value));
    } else if (json_is_array(value)) {
        json_array_foreach((json_t *)value, i, item)
        {
            hinge_text_adds(out, i > 0 ? "," : "");
            add_value(out, item);
        }
    } else if (json_is_object(value)) {
        json_object_foreach((json_t *)value, key, item)
        {
            hinge_text_printf(out, "%s%s=", between, key);
            add_value(out, item);
            between = json_is_array(item) ? "&" : ",";
        }
    } else {
        hinge_text_adds(out, json_is_true(value) ? "true" : "false");
    }
}

void hinge_option_add(struct hinge_text *out, const char *key, const json_t *value)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0};
    const struct hinge_stats_option *row = hinge_stats_option_find(key);
    bool flag = row != NULL && row->kind == HINGE_STATS_FLAG && json_is_true(value) &&
                strcmp(row->standard, "true") != 0;
    hinge_text_adds(out, " --");
    for (const char *p = key; *p != '\0'; p++)
        hinge_text_add(out, *p == '_' ? "-" : p, 1);
    if (row != NULL && row->kind == HINGE_STATS_OBJECT) {
        char *json = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
        hinge_text_adds(&text, json != NULL ? json : "");
        free(json);
    } else
        add_value(&text, value);
    const char *typed = hinge_text_string(&text);
    const char *mark = strpbrk(typed, " |&<>*()~;#${0}[]\"") != NULL ? "'" : "";
    if (!flag && strpbrk(typed, "'\\\n\x1b") != NULL) {
        hinge_text_adds(out, " ");
        hinge_text_word(out, typed);
    } else if (!flag) { /* a value that begins with - has to stand by its name */
        hinge_text_printf(out, "%s%s%s%s", *typed == '-' ? "=" : " ", mark, typed, mark);
    }
}

void hinge_analysis_kind_command(const struct hinge_analysis_kind *statistic, char *text,
                                 size_t capacity)
{
    cleared_by(hinge_text_clear) struct hinge_text out = {0};
    json_t *request = json_loads(statistic->example_request, 0, NULL), *value;
    const char *key;
    hinge_text_printf(&out, "hinge-compare %s%s", statistic->id,
                      statistic->needs & HINGE_STATS_NEEDS_TABLE ? " table.csv" : "");
    json_object_foreach(request, key, value)
    {
        if (strcmp(key, "analysis") != 0 && strcmp(key, "data") != 0)
            hinge_option_add(&out, key, value);
    }
    json_decref(request);
    snprintf(text, capacity, "%s", hinge_text_string(&out));
}
