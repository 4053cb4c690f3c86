/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page for one person: a sentence, a figure of blocks, at most three numbers with
 * the person's own wobble, certain faults, what could not be seen. Every word of it can
 * be replaced by --label (the keys stand in `words`). */
#include "page/html.h"

#include "figure/svg.h"
#include "report/published.h"
#include "report/wording.h"

#include <hinge/results.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBERS = 3 };

/* --- words --- */

enum word {
    LANGUAGE,
    TITLE,
    VISIT,
    MOSTLY_HIPS,
    BOTH,
    MOSTLY_SPINE,
    UNSEEN_SPINE,
    STANDING,
    DEEPEST,
    RIBS,
    PELVIS,
    THIGH,
    TRUNK,
    SHARE,
    HIP,
    TRUNK_BEND,
    WOBBLE,
    LAST_TIME,
    SAME,
    SEEN,
    NOT_SEEN,
    NO_SPINE,
    NO_FRONT,
    NO_HEAD,
    NO_EMG,
    NOTE,
    WORDS
};

static const struct {
    const char *key, *text;
} words[WORDS] = {
    [LANGUAGE] = {"sheet.language", "en"}, /* of these words, as HTML calls it */
    [TITLE] = {"sheet.title", "How you bent"},
    [VISIT] = {"sheet.visit", "visit"}, /* a session that is a number */
    [MOSTLY_HIPS] = {"sheet.hips", "You bent mostly from the hips."},
    [BOTH] = {"sheet.both", "You bent from the hips and from the lower back."},
    [MOSTLY_SPINE] = {"sheet.spine", "You bent mostly from the lower back."},
    [UNSEEN_SPINE] = {"sheet.unseen",
                      "How far your trunk and hips went could be seen; how your back "
                      "bent could not."},
    [STANDING] = {"sheet.standing", "standing"},
    [DEEPEST] = {"sheet.deepest", "deepest"},
    [RIBS] = {"sheet.ribs", "ribs"},
    [PELVIS] = {"sheet.pelvis", "pelvis"},
    [THIGH] = {"sheet.thigh", "thigh"},
    [TRUNK] = {"sheet.trunk", "trunk"},
    [SHARE] = {"sheet.share", "of the bend came from the lower back"},
    [HIP] = {"sheet.hip", "bend in the hips"},
    [TRUNK_BEND] = {"sheet.lean", "lean of the trunk"},
    [WOBBLE] = {"sheet.wobble", "your own wobble ±"},
    [LAST_TIME] = {"sheet.last", "last time"},
    [SAME] = {"sheet.same", "no change beyond the wobble"},
    [SEEN] = {"sheet.certain", "Seen for certain, in most bends"},
    [NOT_SEEN] = {"sheet.not_seen", "Could not be seen here"},
    [NO_SPINE] = {"sheet.no_spine", "how the lower back bent (only hips and shoulders "
                                    "were tracked)"},
    [NO_FRONT] = {"sheet.no_front", "the view from the front: knees, sides, turning"},
    [NO_HEAD] = {"sheet.no_head", "head and neck"},
    [NO_EMG] = {"sheet.no_emg", "muscles, effort, pain and load on the spine"},
    [NOTE] = {"sheet.note",
              "Numbers are means of your bends. The wobble is how much the mean of as "
              "many bends can change by itself (95 %, from the spread of these bends); "
              "a smaller change says nothing. This page describes a movement; it is no "
              "diagnosis and no judgement."}};

/* --- the person --- */

struct number {
    enum word word;
    const char *metric, *phase, *unit;
    double factor;
    double mean, wobble, last; /* NaN where there is none */
    size_t n;
};

struct sheet {
    const struct hinge_page_request *request;
    struct hinge_table reps, faults;
    const char *session, *before; /* the last one, and the one before it; NULL */
    struct number number[NUMBERS];
    double pelvis, ribs, thigh, trunk; /* deepest, degrees from vertical; NaN */
    struct hinge_text html;
};

static const char *word(const struct sheet *s, enum word which)
{
    const char *own = hinge_wording_label(s->request->labels, words[which].key);
    return own != NULL ? own : words[which].text;
}

static enum hinge_status read_view(struct sheet *s, const char *view, const char *by,
                                   struct hinge_table *table, struct hinge_error *error)
{
    char where[600], *footer = NULL;
    snprintf(where, sizeof where, "participant=%s%s%s", s->request->participant,
             s->request->where != NULL && *s->request->where != '\0' ? "&" : "",
             s->request->where != NULL ? s->request->where : "");
    const struct hinge_table_request request = {.results = s->request->results,
                                                .view = view,
                                                .by = by,
                                                .columns = "all",
                                                .where = where,
                                                .phase = "",
                                                .include_inferred =
                                                    s->request->include_inferred,
                                                .all_reps = s->request->all_reps,
                                                .no_provenance = true};
    enum hinge_status status = hinge_results_tabulate(&request, table, &footer, error);
    free(footer);
    return status;
}

static const char *text_of(const struct hinge_table *table, const char *column,
                           size_t row)
{
    const char *text = hinge_table_text(table, column, row);
    return text != NULL ? text : "";
}

/* The baseline only: what a person does without being told how. */
static bool is_baseline(const struct sheet *s, const struct hinge_table *table,
                        size_t row)
{
    const char *cue = text_of(table, "cue", row);
    const char *baseline = s->request->baseline != NULL && *s->request->baseline != '\0'
                               ? s->request->baseline
                               : "none";
    return *cue == '\0' || strcmp(cue, baseline) == 0;
}

static bool counts(const struct sheet *s, size_t row)
{
    double valid = hinge_table_number(&s->reps, "valid", row);
    return is_baseline(s, &s->reps, row) && !(valid == 0);
}

static bool is_known(const struct sheet *s, size_t row)
{
    const char *session = text_of(&s->reps, "session", row);
    for (size_t r = 0; r < row; r++)
        if (counts(s, r) && strcmp(text_of(&s->reps, "session", r), session) == 0)
            return true;
    return false;
}

/* Numbers and dates say which was later; of names ("pre", "post") the list does. */
static bool is_later(const char *session, const char *than)
{
    bool say = *session >= '0' && *session <= '9' && *than >= '0' && *than <= '9';
    return !say || strverscmp(session, than) > 0;
}

static void find_sessions(struct sheet *s)
{
    for (size_t r = 0; r < s->reps.rows; r++) {
        const char *session = text_of(&s->reps, "session", r);
        if (!counts(s, r) || is_known(s, r))
            continue;
        if (s->session == NULL || is_later(session, s->session)) {
            s->before = s->session;
            s->session = session;
        } else if (s->before == NULL || is_later(session, s->before)) {
            s->before = session;
        }
    }
}

/* Mean and wobble of a metric in a session. */
static double mean_of(const struct sheet *s, const char *metric, const char *phase,
                      const char *session, size_t *n, double *wobble)
{
    double sum = 0, squares = 0;
    *n = 0;
    *wobble = NAN;
    for (size_t r = 0; r < s->reps.rows && session != NULL; r++) {
        double value = hinge_table_number(&s->reps, metric, r);
        if (!counts(s, r) || strcmp(text_of(&s->reps, "phase", r), phase) != 0 ||
            strcmp(text_of(&s->reps, "session", r), session) != 0 || isnan(value))
            continue;
        ++*n;
        double step = value - sum;
        sum += step / (double)*n;
        squares += step * (value - sum);
    }
    if (*n > 1) {
        double sd = sqrt(squares / (double)(*n - 1));
        *wobble = 1.96 * sqrt(2) * sd / sqrt((double)*n);
    }
    return *n > 0 ? sum : (double)NAN;
}

static void find_numbers(struct sheet *s)
{
    static const struct number numbers[NUMBERS] = {
        {SHARE, "lumbar_fraction", "descent", " %", 100, 0, 0, 0, 0},
        {HIP, "hip_excursion_deg", "descent", "°", 1, 0, 0, 0, 0},
        {TRUNK_BEND, "trunk_excursion_deg", "descent", "°", 1, 0, 0, 0, 0}};
    for (size_t i = 0; i < NUMBERS; i++) {
        struct number *number = &s->number[i];
        double ignored;
        size_t n;
        *number = numbers[i];
        number->mean =
            number->factor * mean_of(s, number->metric, number->phase, s->session,
                                     &number->n, &number->wobble);
        number->wobble *= number->factor;
        number->last = number->factor * mean_of(s, number->metric, number->phase,
                                                s->before, &n, &ignored);
    }
}

/* How the blocks stand at the deepest point, from the changes of the row `rep`. */
static void find_pose(struct sheet *s)
{
    size_t n;
    double ignored;
    double pelvis =
        mean_of(s, "pelvis_excursion_deg", "descent", s->session, &n, &ignored);
    double lumbar =
        mean_of(s, "lumbar_excursion_deg", "descent", s->session, &n, &ignored);
    double hip = mean_of(s, "hip_excursion_deg", "descent", s->session, &n, &ignored);
    s->trunk = mean_of(s, "trunk_excursion_deg", "descent", s->session, &n, &ignored);
    double trunk_thigh =
        mean_of(s, "trunk_thigh_excursion_deg", "descent", s->session, &n, &ignored);
    s->pelvis = pelvis;
    s->ribs = pelvis + lumbar;
    s->thigh = isnan(pelvis + hip) ? s->trunk - trunk_thigh : pelvis - hip;
}

/* --- the figure --- */

struct place {
    double x, y;
};

/* A block from `low` upwards, `angle` degrees forward (to the right). */
static struct place draw_block(struct hinge_svg *svg, struct place low, double angle,
                               double length, double width, const char *fill,
                               const char *name)
{
    double radians = angle * acos(-1) / 180;
    double ux = sin(radians), uy = -cos(radians);
    double half = width / 2;
    double x[5], y[5];
    for (int i = 0; i < 5; i++) {
        double along = i == 1 || i == 2 ? length : 0;
        double side = i == 0 || i == 1 || i == 4 ? -half : half;
        x[i] = low.x + along * ux - side * uy;
        y[i] = low.y + along * uy + side * ux;
    }
    const struct hinge_pen pen = {HINGE_INK, 1, 0};
    const struct hinge_words words_at = {.anchor = HINGE_MIDDLE, .size = 11};
    hinge_svg_polygon(svg, x, y, 4, fill);
    hinge_svg_curve(svg, x, y, 5, &pen);
    hinge_svg_words(svg, low.x + ux * length / 2, low.y + uy * length / 2 + 4,
                    &words_at, name);
    return (struct place){low.x + length * ux, low.y + length * uy};
}

static void draw_person(struct sheet *s, struct hinge_svg *svg, double left, bool deep)
{
    const struct hinge_words below = {.anchor = HINGE_MIDDLE, .size = 13};
    double thigh = deep ? s->thigh : 0, factor = deep ? 1 : 0;
    struct place knee = {left, 196};
    struct place hip = draw_block(svg, knee, thigh, 66, 30, "#eeeeee", word(s, THIGH));
    if (isnan(s->ribs)) {
        draw_block(svg, hip, factor * s->trunk, 96, 42, "#d5ecf9", word(s, TRUNK));
    } else {
        struct place waist = draw_block(svg, hip, factor * s->pelvis, 36, 44, "#f9e7bf",
                                        word(s, PELVIS));
        double between = factor * (s->pelvis + s->ribs) / 2 * acos(-1) / 180;
        struct place ribs = {waist.x + 12 * sin(between), waist.y - 12 * cos(between)};
        const struct hinge_pen spine = {HINGE_INK, 3, 0};
        hinge_svg_line(svg, waist.x, waist.y, ribs.x, ribs.y, &spine);
        draw_block(svg, ribs, factor * s->ribs, 58, 46, "#d5ecf9", word(s, RIBS));
    }
    hinge_svg_words(svg, left, 218, &below, word(s, deep ? DEEPEST : STANDING));
}

static void draw_blocks(struct sheet *s)
{
    struct hinge_svg svg = {0};
    if (isnan(s->trunk) || isnan(s->thigh))
        return;
    hinge_svg_open(&svg, 420, 226, word(s, TITLE), word(s, NOTE));
    draw_person(s, &svg, 90, false);
    draw_person(s, &svg, 260, true);
    hinge_svg_close(&svg);
    hinge_text_puts(&s->html, hinge_text_string(&svg.text));
    s->html.failed = s->html.failed || svg.text.failed;
    hinge_text_clear(&svg.text);
}

/* --- the page --- */

static enum word sentence(const struct sheet *s)
{
    double share = s->number[0].mean;
    if (isnan(share))
        return UNSEEN_SPINE;
    return share < 25 ? MOSTLY_HIPS : share <= 50 ? BOTH : MOSTLY_SPINE;
}

static void put_numbers(struct sheet *s)
{
    hinge_text_puts(&s->html, "<dl>\n");
    for (size_t i = 0; i < NUMBERS; i++) {
        struct number *number = &s->number[i];
        if (isnan(number->mean))
            continue;
        hinge_html_element(&s->html, "dt", word(s, number->word));
        hinge_text_printf(&s->html, "<dd>%.0f%s<small>", number->mean, number->unit);
        if (!isnan(number->wobble)) {
            hinge_markup_escape(&s->html, word(s, WOBBLE));
            hinge_text_printf(&s->html, " %.0f%s", ceil(number->wobble), number->unit);
        }
        if (!isnan(number->last)) {
            hinge_text_puts(&s->html, "; ");
            hinge_markup_escape(&s->html, word(s, LAST_TIME));
            hinge_text_printf(&s->html, " %.0f%s", number->last, number->unit);
            if (fabs(number->mean - number->last) <= number->wobble) {
                hinge_text_puts(&s->html, ", ");
                hinge_markup_escape(&s->html, word(s, SAME));
            }
        }
        hinge_text_puts(&s->html, "</small></dd>\n");
    }
    hinge_text_puts(&s->html, "</dl>\n");
}

/* Faults that were certain in more than half of the judged repetitions of the session.
 */
static void put_faults(struct sheet *s)
{
    const char *done[256];
    size_t n = 0;
    bool any = false;
    for (size_t r = 0; r < s->faults.rows; r++) {
        const char *fault = text_of(&s->faults, "fault", r);
        size_t k = 0, judged = 0, certain = 0;
        while (k < n && strcmp(done[k], fault) != 0)
            k++;
        if (k < n || n == sizeof done / sizeof *done)
            continue;
        done[n++] = fault;
        for (size_t i = r; i < s->faults.rows; i++) {
            const char *state = text_of(&s->faults, "state", i);
            if (strcmp(text_of(&s->faults, "fault", i), fault) != 0 ||
                strcmp(text_of(&s->faults, "session", i),
                       s->session != NULL ? s->session : "") != 0 ||
                !is_baseline(s, &s->faults, i) || strcmp(state, "refused") == 0)
                continue;
            judged++;
            certain += strcmp(state, "present") == 0;
        }
        if (judged == 0 || 2 * certain <= judged)
            continue;
        if (!any) {
            hinge_html_element(&s->html, "h2", word(s, SEEN));
            hinge_text_puts(&s->html, "\n<ul>\n");
        }
        any = true;
        const char *own = hinge_wording_label(s->request->labels, fault);
        const char *title = own != NULL ? own : hinge_fault_words(fault);
        hinge_html_element(&s->html, "li", title != NULL ? title : fault);
        hinge_text_puts(&s->html, "\n");
    }
    if (any)
        hinge_text_puts(&s->html, "</ul>\n");
}

static bool is_refused_for(const struct sheet *s, const char *reason)
{
    for (size_t r = 0; r < s->faults.rows; r++)
        if (strcmp(text_of(&s->faults, "reason", r), reason) == 0)
            return true;
    return false;
}

static void put_unseen(struct sheet *s)
{
    const struct {
        bool unseen;
        enum word word;
    } lines[] = {{isnan(s->number[0].mean), NO_SPINE},
                 {is_refused_for(s, "NO_FRONTAL"), NO_FRONT},
                 {is_refused_for(s, "NO_HEAD"), NO_HEAD},
                 {true, NO_EMG}};
    hinge_html_element(&s->html, "h2", word(s, NOT_SEEN));
    hinge_text_puts(&s->html, "\n<ul>\n");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (lines[i].unseen) {
            hinge_html_element(&s->html, "li", word(s, lines[i].word));
            hinge_text_puts(&s->html, "\n");
        }
    hinge_text_puts(&s->html, "</ul>\n");
}

static enum hinge_status write_sheet(struct sheet *s, struct hinge_error *error)
{
    const char *code = s->request->code != NULL && *s->request->code != '\0'
                           ? s->request->code
                           : s->request->participant;
    enum hinge_status status = hinge_html_open(
        &s->html, word(s, TITLE), word(s, LANGUAGE), hinge_sheet_style, NULL, error);
    hinge_text_puts(&s->html, "<h1>");
    hinge_markup_escape(&s->html, word(s, TITLE));
    hinge_text_puts(&s->html, " · ");
    hinge_markup_escape(&s->html, code);
    /* a number alone says nothing to its reader, nor where it is the only one */
    size_t digits = strspn(s->session, "0123456789");
    bool number = digits < 4 && s->session[digits] == '\0';
    if (*s->session != '\0' && (!number || s->before != NULL)) {
        hinge_text_puts(&s->html, " · ");
        if (number) {
            hinge_markup_escape(&s->html, word(s, VISIT));
            hinge_text_puts(&s->html, " ");
        }
        hinge_markup_escape(&s->html, s->session);
    }
    hinge_text_puts(&s->html, "</h1>\n");
    hinge_html_element(&s->html, "p class=\"say\"", word(s, sentence(s)));
    hinge_text_puts(&s->html, "\n");
    draw_blocks(s);
    put_numbers(s);
    put_faults(s);
    put_unseen(s);
    hinge_html_element(&s->html, "p class=\"note\"", word(s, NOTE));
    hinge_text_puts(&s->html, "\n");
    hinge_html_close(&s->html, NULL);
    return status;
}

static enum hinge_status make(struct sheet *s, struct hinge_error *error)
{
    enum hinge_status status = read_view(s, "reps", "", &s->reps, error);
    if (status == HINGE_OK)
        status = read_view(s, "faults", "participant,session,cue,trial,rep", &s->faults,
                           error);
    if (status == HINGE_OK)
        find_sessions(s);
    if (status == HINGE_OK && s->session == NULL)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_REPS,
                                 "%s: %s has no whole repetition without a cue to make "
                                 "a sheet of",
                                 s->request->results, s->request->participant);
    if (status != HINGE_OK)
        return status;
    find_numbers(s);
    find_pose(s);
    status = write_sheet(s, error);
    return status == HINGE_OK && s->html.failed ? hinge_no_memory(error) : status;
}

enum hinge_status hinge_page_sheet(const struct hinge_page_request *request,
                                   struct hinge_pages *pages, struct hinge_error *error)
{
    struct sheet s = {.request = request};
    *pages = (struct hinge_pages){0};
    enum hinge_status status = make(&s, error);
    if (status == HINGE_OK)
        status = hinge_pages_add(pages, "", &s.html, error);
    hinge_text_clear(&s.html);
    hinge_table_clear(&s.reps);
    hinge_table_clear(&s.faults);
    return status;
}
