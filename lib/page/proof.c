/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page against the tables of its results: it is read as its reader reads it, its visible words
 * and those of its pictures, and each number whose kind the words beside it tell is looked for in a
 * row of a table. Of these kinds it knows estimates with their interval, n, "9 of 14", p, how many
 * tests, "7 yes", and shares "from the spine". */
#include "page/page.h"

/* The tables that a page is read against. */
static const char *const asked[][2] = {{"register", ""},
                                       {"changes", ""},
                                       {"summary", "group,cue"},
                                       {"summary", "group"},
                                       {"summary", "cue"},
                                       {"summary", ""},
                                       {"ratios", "group,cue"},
                                       {"limits", "group"},
                                       {"limits", ""},
                                       {"limits", "group,cue"},
                                       {"faults", "group,cue"},
                                       {"faults", "cue"},
                                       {"fixes", ""},
                                       {"fixes", "group"},
                                       {"set", "group,cue"},
                                       {"loads", ""},
                                       {"flow", ""},
                                       {"participants", ""},
                                       {"reps", ""}};
enum { OF_GROUPS = 3, TABLES = sizeof asked / sizeof *asked };

/* Numbers beside each other, as they are printed. */
enum { MOST = 8 };
struct printed {
    size_t n;
    double value[MOST];
    int digits[MOST];
    char sign;   /* of a p: '=', '<', '>' */
    bool people; /* "n = 5 and 5", else "5 of 9" */
};

struct proof {
    struct hinge_result *table[TABLES];
    struct hinge_text place, block; /* section; text that is read */
    const char *at;                 /* the number in it */
    size_t n_names;
    struct name {
        const char *outcome, *label;
    } * name;            /* of the outcomes of the register */
    const char *outcome; /* of the row of a table; NULL: unknown */
    bool first;          /* the next cell is the first of a row */
    struct hinge_arena arena;
    size_t found, all;
    struct hinge_text *lines;
};

/* --- numbers of tables --- */

/* Whether a value, times a scale, is printed so. */
static bool reads_as(double value, double printed, int digits)
{
    return fabs(value - printed) <= 0.5 * pow(10, -digits) + HINGE_PAGE_TIE;
}

/* The value of a number in a row; NaN: a text, or missing. */
static double number_at(const struct hinge_table *t, size_t column, size_t row)
{
    const struct hinge_column *of = &t->column[column];
    return of->type == HINGE_COLUMN_NUMBER && of->number != NULL ? of->number[row] : (double)NAN;
}

/* How many people are in a row, of how many: each number in a column of its own. */
static bool has_counts(const struct proof *proof, const struct hinge_table *t, size_t row,
                       const struct printed *of)
{
    (void)proof;
    /* n is of outcomes in the bend; of faults fewer may be judged */
    const char *phase = hinge_table_word(t, "phase", row);
    const bool in_register = hinge_table_find(t, "subject") >= 0;
    if (of->people &&
        (hinge_table_find(t, "fault") >= 0 ||
         (hinge_table_find(t, "metric") >= 0 && strcmp(phase, hinge_outcome_share.phase) != 0) ||
         strcmp(hinge_table_word(t, "role", row), "fault") == 0 ||
         (in_register && *phase == '\0' &&
          hinge_severity_fault(hinge_table_word(t, "outcome", row)) == NULL)))
        return false;
    bool taken[HINGE_IDS_MOST] = {false};
    size_t found = 0;
    for (size_t i = 0; i < of->n && found == i; i++)
        for (size_t c = 0; c < t->n_columns && c < HINGE_IDS_MOST && found == i; c++) {
            const bool is =
                !taken[c] && t->column[c].role == HINGE_IS_COUNT &&
                (!of->people || hinge_listed("n|n_first|of_first|n_second|of_second|people", '|',
                                             t->column[c].name)) &&
                number_at(t, c, row) == of->value[i];
            taken[c] = taken[c] || is;
            found += is;
        }
    return found == of->n;
}

static bool has_p(const struct proof *proof, const struct hinge_table *t, size_t row,
                  const struct printed *of)
{
    (void)proof;
    for (size_t c = 0; c < t->n_columns; c++) {
        const double p = number_at(t, c, row);
        if (t->column[c].role == HINGE_IS_P && !isnan(p) &&
            (of->sign == '<'   ? p < of->value[0]
             : of->sign == '>' ? p > of->value[0]
                               : reads_as(p, of->value[0], of->digits[0])))
            return true;
    }
    return false;
}

/* An estimate and the limits beside it, in this unit or in percent, and perhaps turned round, as
 * what is lower is said without its sign. */
static bool has_interval(const struct proof *proof, const struct hinge_table *t, size_t row,
                         const struct printed *of)
{
    static const double scales[] = {1, -1, 100, -100};
    const char *its = hinge_table_word(t, "outcome", row);
    if (proof->outcome != NULL && *its != '\0' &&
        strncmp(its, proof->outcome, strcspn(its, "@")) != 0)
        return false;
    for (size_t c = 0; c + 1 < t->n_columns; c++) {
        if (t->column[c].role != HINGE_IS_INTERVAL || t->column[c + 1].role != HINGE_IS_INTERVAL)
            continue;
        for (size_t s = 0; s < sizeof scales / sizeof *scales; s++) {
            const double scale = scales[s];
            const size_t low = scale > 0 ? c : c + 1, high = scale > 0 ? c + 1 : c;
            bool has = reads_as(scale * number_at(t, low, row), of->value[1], of->digits[1]) &&
                       reads_as(scale * number_at(t, high, row), of->value[2], of->digits[2]),
                 estimate = false;
            for (size_t e = 0; e < t->n_columns && has; e++)
                estimate = estimate ||
                           (t->column[e].role == HINGE_IS_ESTIMATE &&
                            reads_as(scale * number_at(t, e, row), of->value[0], of->digits[0]));
            if (has && estimate)
                return true;
        }
    }
    return false;
}

/* The last place of a name before a number; NULL. */
static const char *last_named(const struct proof *proof, const char *name)
{
    const char *last = NULL, *p = hinge_text_string(&proof->block);
    const size_t n = strlen(name);
    for (; n > 0 && (p = strstr(p, name)) != NULL && p < proof->at; p++)
        if ((p == proof->block.data || !isalnum((unsigned char)p[-1])) &&
            !isalnum((unsigned char)p[n]))
            last = p;
    return last;
}

/* The mean of the spine's share, of the group that is named last before it; or of a bend. */
static bool has_share(const struct proof *proof, const struct hinge_table *t, size_t row,
                      const struct printed *of)
{
    static const char share[] = "lumbar_fraction";
    const bool bend = last_named(proof, "repetition") != NULL,
               is_bends = hinge_table_find(t, "rep") >= 0;
    const char *its = last_named(proof, hinge_table_word(t, "group", row));
    if (bend != is_bends ||
        (!bend && (strcmp(hinge_table_word(t, "metric", row), share) != 0 ||
                   strcmp(hinge_table_word(t, "phase", row), hinge_outcome_share.phase) != 0)))
        return false;
    const struct hinge_result *groups = proof->table[OF_GROUPS];
    for (size_t r = 0; groups != NULL && r < groups->table[0].table.rows && !bend; r++) {
        const char *other =
            last_named(proof, hinge_table_word(&groups->table[0].table, "group", r));
        if (other != NULL && (its == NULL || other > its))
            return false;
    }
    const double value = hinge_table_number(t, bend ? share : "mean", row);
    return reads_as(100 * value, of->value[0], of->digits[0]);
}

/* People with a fault. */
static bool has_fault(const struct proof *proof, const struct hinge_table *t, size_t row,
                      const struct printed *of)
{
    (void)proof;
    return hinge_table_find(t, "people_yes") >= 0 && hinge_table_find(t, "group") >= 0 &&
           hinge_table_number(t, "people_yes", row) == of->value[0];
}

typedef bool row_test(const struct proof *proof, const struct hinge_table *t, size_t row,
                      const struct printed *of);
static bool has_any(const struct proof *proof, const struct printed *of, row_test *has)
{
    for (size_t i = 0; i < TABLES; i++)
        for (size_t k = 0; proof->table[i] != NULL && k < proof->table[i]->n_tables; k++)
            for (size_t r = 0; r < proof->table[i]->table[k].table.rows; r++)
                if (has(proof, &proof->table[i]->table[k].table, r, of))
                    return true;
    return false;
}

/* Whether so many records of the register have a p: all of them, those of a family, of outcomes, of
 * faults, or of the further outcomes. */
static bool are_tests(const struct proof *proof, double n)
{
    const struct hinge_result *result = proof->table[0];
    const struct hinge_table *t = result != NULL ? &result->table[0].table : NULL;
    double all = 0, outcomes = 0, faults = 0, further = 0;
    size_t p = 0;
    while (t != NULL && p < t->n_columns && t->column[p].role != HINGE_IS_P)
        p++;
    for (size_t r = 0; t != NULL && r < t->rows; r++) {
        const char *family = hinge_table_word(t, "family", r);
        double same = 0;
        for (size_t k = 0; k < t->rows && *family != '\0'; k++)
            same += strcmp(hinge_table_word(t, "family", k), family) == 0;
        if (*family != '\0' && same == n)
            return true;
        faults += strstr(family, ", faults") != NULL;
        further += strstr(family, ", further") != NULL;
        outcomes += *family != '\0';
        all += p < t->n_columns && !isnan(number_at(t, p, r));
    }
    return n == all || n == outcomes || n == outcomes - faults || n == further || n == faults;
}

/* --- words --- */

static bool reads_number(const char **at, struct printed *to)
{
    const char *p = *at;
    char *end;
    if (*p == '-' || *p == '+')
        p++;
    if (!(isdigit((unsigned char)*p) || (*p == '.' && isdigit((unsigned char)p[1]))) ||
        to->n == MOST)
        return false;
    to->value[to->n] = strtod(*at, &end);
    const char *point = memchr(p, '.', (size_t)(end - p));
    if (point != NULL && point + 1 == end) /* the end of a sentence */
        end = (char *)point;
    to->digits[to->n++] = point != NULL && point < end ? (int)(end - point - 1) : 0;
    *at = end;
    return true;
}

static bool begins(const char **at, const char *with)
{
    const size_t n = strlen(with);
    if (strncmp(*at, with, n) != 0)
        return false;
    *at += n;
    return true;
}

/* "21 points (95% CI 15 to 27": an estimate and its interval. */
static bool reads_interval(const char **at, struct printed *to)
{
    const char *p = *at;
    if (!reads_number(&p, to))
        return false;
    if (strncmp(p, " kg", strlen(" kg")) == 0) /* a load, not the estimate */
        return false;
    const char *open = p + strcspn(p, "(0123456789.;");
    if (*open != '(')
        return false;
    p = open + 1;
    begins(&p, "95% CI ");
    if (!reads_number(&p, to) || !begins(&p, " to ") || !reads_number(&p, to))
        return false;
    *at = p;
    return true;
}

/* "n = 5 of 6 and 5" behind its sign. */
static void read_people(const char **at, struct printed *to)
{
    static const char *const joint[] = {" of ", " and ", ", "};
    const char *p = *at;
    while (reads_number(&p, to)) {
        size_t k = 0;
        *at = p;
        while (k < 3 && !begins(&p, joint[k]))
            k++;
        if (k == 3)
            break;
    }
}

static void count(struct proof *proof, const struct printed *of, bool found)
{
    proof->all += of->n;
    proof->found += found ? of->n : 0;
    if (found)
        return;
    const char *text = hinge_text_string(&proof->block), *at = proof->at;
    const size_t before = (size_t)(at - text) < 50 ? (size_t)(at - text) : 50;
    hinge_text_printf(proof->lines, "%s: ", hinge_text_string(&proof->place));
    for (size_t i = 0; i < of->n; i++)
        hinge_text_printf(proof->lines, "%s%.*f", i > 0 ? ", " : "", of->digits[i], of->value[i]);
    char beside[128];
    snprintf(beside, sizeof beside, "%.*s", (int)before + 50, at - before);
    hinge_text_adds(proof->lines, " in: ");
    hinge_text_shown(proof->lines, beside);
    hinge_text_adds(proof->lines, "\n");
}

static void read_block(struct proof *proof)
{
    const char *text = hinge_text_string(&proof->block), *next;
    for (const char *p = text; *p != '\0'; p = next) {
        struct printed of = {.sign = '='};
        const bool starts = p == text || strchr(" (+-<>=,", p[-1]) != NULL;
        const char *from = p;
        next = p + 1;
        proof->at = p;
        if (!starts)
            continue;
        if (begins(&p, "n = ")) {
            read_people(&p, &of);
            of.people = true;
            count(proof, &of, has_any(proof, &of, has_counts));
            next = p;
            continue;
        }
        /* "p = .031"; in a table ".031", "< .001" alone */
        const bool named = begins(&p, "p ");
        if (*p == '=' || *p == '<' || *p == '>') {
            of.sign = *p++;
            begins(&p, " ");
        }
        if ((named || from == text) && *p == '.' && reads_number(&p, &of) &&
            (named || *p == '\0' || strcmp(p, " ") == 0)) {
            count(proof, &of, has_any(proof, &of, has_p));
            next = p;
            continue;
        }
        of = (struct printed){.n = 0};
        p = from;
        if (reads_interval(&p, &of)) {
            count(proof, &of, has_any(proof, &of, has_interval));
            next = p;
            continue;
        }
        p = from;
        of.n = 0;
        if (!reads_number(&p, &of))
            continue;
        next = p;
        if (from > text && begins(&p, "% from the spine")) { /* else a ray of the map */
            count(proof, &of, has_any(proof, &of, has_share));
        } else if (begins(&p, " tests") || begins(&p, " exploratory tests")) {
            count(proof, &of, are_tests(proof, of.value[0]));
        } else if (begins(&p, " yes")) {
            count(proof, &of, has_any(proof, &of, has_fault));
        } else if (begins(&p, " of ") && reads_number(&p, &of)) {
            count(proof, &of, has_any(proof, &of, has_counts));
            next = p;
        }
    }
}

/* --- the page --- */

/* What ends a block, and what no reader sees. */
static const char blocks[] =
    "p|h1|h2|h3|li|figcaption|div|td|th|summary|caption|section|header|"
    "figure|details|table|tr|ul|button|label|dt|dd|br|small|text|title|desc",
                  unseen[] = "script|style|template|head";

static void end_block(struct proof *proof, const char *tag)
{
    size_t n = proof->block.length;
    const char *text = hinge_trimmed(hinge_text_string(&proof->block), &n);
    if (strcmp(tag, "/h2") == 0) {
        proof->place.length = 0;
        const size_t no = strspn(text, "0123456789"); /* of the section */
        hinge_text_printf(&proof->place, "%.*s%s%.*s", (int)no, text, no > 0 ? ". " : "",
                          (int)(n - no), text + no);
    }
    if (strcmp(tag, "table") == 0 || strcmp(tag, "/table") == 0)
        proof->outcome = NULL;
    if (strcmp(tag, "/td") == 0 || strcmp(tag, "/th") == 0) { /* a row's name, or of one before */
        for (size_t i = 0; proof->first && i < proof->n_names; i++)
            if (strncmp(text, proof->name[i].label, strlen(proof->name[i].label)) == 0)
                proof->outcome = proof->name[i].outcome;
        proof->first = false;
    }
    proof->first = proof->first || strcmp(tag, "tr") == 0;
    if (n > 0)
        read_block(proof);
    proof->block.length = 0;
    hinge_text_adds(&proof->block, "");
}

static void read_page(struct proof *proof, const char *html)
{
    hinge_text_adds(&proof->place, "above section 1");
    hinge_text_adds(&proof->block, "");
    static const char *const letters[][2] = {{"&nbsp;", " "},       {"&amp;", "&"},
                                             {"&lt;", "<"},         {"&gt;", ">"},
                                             {"&quot;", "\""},      {"\xc2\xa0", " "},
                                             {"\xe2\x88\x92", "-"}, {"\n", " "}};
    for (const char *p = html; *p != '\0';) {
        char tag[24];
        size_t i = 0;
        if (*p == '<') {
            const size_t n = 1 + strspn(p + 1, "/abcdefghijklmnopqrstuvwxyz0123456789");
            snprintf(tag, sizeof tag, "%.*s", (int)(n - 1), p + 1);
            const char *end = p + n;
            if (hinge_listed(unseen, '|', tag)) { /* to its end */
                char closed[28];
                snprintf(closed, sizeof closed, "</%s", tag);
                end = strstr(end, closed);
            } else if (hinge_listed(blocks, '|', tag + (*tag == '/'))) {
                end_block(proof, tag);
            }
            end = end != NULL ? strchr(end, '>') : NULL;
            if (end == NULL)
                break;
            p = end + 1;
            continue;
        }
        while (i < sizeof letters / sizeof *letters &&
               strncmp(p, letters[i][0], strlen(letters[i][0])) != 0)
            i++;
        const bool known = i < sizeof letters / sizeof *letters;
        const char *to = known ? letters[i][1] : p;
        const size_t length = proof->block.length;
        /* one space at most */
        if (*to != ' ' || (length > 0 && proof->block.data[length - 1] != ' '))
            hinge_text_add(&proof->block, to, 1);
        p += known ? strlen(letters[i][0]) : 1;
    }
    end_block(proof, "");
    hinge_text_clear(&proof->place);
    hinge_text_clear(&proof->block);
}

size_t hinge_page_numbers(const char *html)
{
    cleared_by(hinge_text_clear) struct hinge_text lines = {0};
    struct proof proof = {.lines = &lines};
    read_page(&proof, html);
    return proof.all;
}

enum hinge_status hinge_page_prove(const char *results, const char *page, char **lines,
                                   size_t *found, size_t *all, struct hinge_error *error)
{
    struct hinge_text text = {0};
    struct proof proof = {.lines = &text};
    enum { LARGEST = 1 << 28 }; /* of the file */
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    cleared_by(hinge_text_clear) struct hinge_text html = {0};
    enum hinge_status status = hinge_file_read(page, page, LARGEST, &bytes, error);
    if (status == HINGE_OK)
        hinge_text_add(&html, bytes.data, bytes.size);
    if (status == HINGE_OK && hinge_page_numbers(hinge_text_string(&html)) == 0)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                 "%s: no number with an interval, n or p was found; expected a "
                                 "report of hinge-report. Give report.html of these results",
                                 page);
    hinge_text_adds(&text, "");
    for (size_t i = 0; i < TABLES && status == HINGE_OK; i++) {
        struct hinge_error why = HINGE_ERROR_INIT;
        status = hinge_page_tabulate(results, asked[i][0], asked[i][1], &proof.table[i], &why);
        if (status != HINGE_OK && hinge_error_is_absence(&why))
            status = HINGE_OK; /* nothing of these results */
        else if (status != HINGE_OK)
            *error = why;
    }
    if (status == HINGE_OK && proof.table[0] != NULL) { /* how a page calls outcomes */
        const struct hinge_table *t = &proof.table[0]->table[0].table;
        proof.name = hinge_arena_alloc(&proof.arena, t->rows + 1, sizeof *proof.name);
        for (size_t r = 0; r < t->rows; r++) {
            const char *id = hinge_table_word(t, "outcome", r),
                       *phase = hinge_table_text(t, "phase", r), *fault = hinge_severity_fault(id);
            const struct hinge_quantity of =
                hinge_quantity_of(&proof.arena, NULL, fault != NULL ? fault : id, phase,
                                  hinge_table_text(t, "unit", r));
            const char *unit = strstr(of.heading, " (");
            if (phase != NULL || fault != NULL)
                proof.name[proof.n_names++] =
                    (struct name){id, hinge_arena_copy(&proof.arena, of.heading,
                                                       unit != NULL ? (size_t)(unit - of.heading)
                                                                    : strlen(of.heading))};
        }
    }
    if (status == HINGE_OK)
        read_page(&proof, hinge_text_string(&html));
    for (size_t i = 0; i < TABLES; i++)
        hinge_result_free(proof.table[i]);
    hinge_arena_clear(&proof.arena);
    *found = proof.found;
    *all = proof.all;
    *lines = text.data;
    return status;
}
