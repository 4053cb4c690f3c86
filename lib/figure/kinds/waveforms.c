/* SPDX-License-Identifier: GPL-3.0-or-later */
/* waveforms: mean curves of people over the movement with bands of one SD, and below
 * them where two levels differ (statistical parametric mapping by permutation). */
#include "figure/kinds/figure.h"
#include "result/say.h"

enum { POINTS = HINGE_CURVE_POINTS, SIGNALS = 9, TOGETHER = 7, STRIP_PT = 11, PANELS = 4 };

/* Of the people of a level, a signal: at each point. */
struct curve {
    double mean[POINTS], low[POINTS], high[POINTS]; /* one SD below and above */
};

struct waveforms {
    const char *signal[SIGNALS];
    size_t n_signals, n_strips;
    struct hinge_levels levels;
    size_t people[HINGE_LEVELS];
    size_t first[HINGE_LEVELS + 1], runs; /* levels over each other in the panels of a run */
    bool conditions;                      /* a run is a condition, its levels the groups */
    const char *left_out;                 /* conditions or levels that are not drawn; "": none */
    const char *tested[HINGE_LEVELS];     /* how many, against the first level; NULL: not tested */
    double turn, back;                    /* %, means over people */
    struct curve *curve;                  /* [level * n_signals + signal] */
};

/* That a level differs, as spm found it: at a part of a curve, or what stands beside all parts. */
static const char *differs(struct hinge_plot *p, const char *curve, const char *level,
                           const char *first, const char *where)
{
    const struct hinge_planned_outcome found = {.verdict = HINGE_VERDICT_DIFFERS};
    struct hinge_text text = {0};
    hinge_say(&found, HINGE_SAY_CURVE,
              HINGE_SLOTS({"outcome", curve}, {"a", level}, {"b", first}, {"where", where}), NULL,
              NULL, &text);
    return hinge_text_to_arena(&text, &p->arena);
}

/* What a level is called: in panels of conditions its group. */
static const char *name_of(struct hinge_plot *p, const struct waveforms *w, size_t level)
{
    const char *shown = w->levels.shown[level], *between = strstr(shown, " · ");
    return w->conditions && w->runs > 1 && between != NULL
               ? hinge_plot_text(p, "%.*s", (int)(between - shown), shown)
               : shown;
}

/* The condition in the words of a level of group and condition; NULL: of one key. */
static const char *condition_of(const struct waveforms *w, size_t level)
{
    const char *between = strstr(w->levels.shown[level], " · ");
    return between != NULL ? between + strlen(" · ") : NULL;
}

/* Points that panels below each other have, a figure of one column being no higher than it may. */
static double height_of(struct hinge_plot *p, const struct waveforms *w, double width, size_t rows)
{
    enum { MOST_PT = 330, FRAME_PT = 44, TITLE_PT = 8, ABOVE_STRIPS_PT = 22, LEAST_PT = 45 };
    const double usual = fmin(width * 0.62, 190), inside = width - 20;
    double room = MOST_PT;
    if (p->width > 300)
        return usual;
    for (size_t l = 0; w->levels.n > 1 && l < w->first[1]; l++)
        room -= 11 + hinge_title_more(p, name_of(p, w, l), p->width - 20);
    for (size_t r = 0; r < rows; r++) {
        room -= FRAME_PT;
        if (w->conditions && w->runs > 1)
            room -= TITLE_PT + hinge_title_more(p, condition_of(w, w->first[r]), inside);
        if (w->n_strips > 0)
            room -= ABOVE_STRIPS_PT + STRIP_PT * (double)w->n_strips +
                    hinge_title_more(p, differs(p, NULL, NULL, name_of(p, w, 0), NULL), inside);
    }
    return fmax(fmin(usual, room / (double)rows), LEAST_PT);
}

/* Signals beside each other, two in a wide figure, or where they would not fit below each other;
 * below each other the conditions, each with its groups over each other; of more than seven levels
 * of another key a panel for each level and signal. */
static void draw_all(struct hinge_plot *p, struct waveforms *w)
{
    static const char *const none[TOGETHER] = {"", "", "", "", "", "", ""};
    const bool together = w->conditions || w->levels.n <= TOGETHER;
    const size_t panels = w->n_signals * w->runs;
    size_t columns = panels > 1 && (p->width > 300 || panels > 2) ? 2 : 1;
    if (!together && w->n_signals <= 2 && p->width > 300) /* as many levels side by side */
        columns *= 2;
    for (size_t r = 0; together && r < w->runs; r++) {
        const size_t strips = w->first[r + 1] - w->first[r] - 1;
        w->n_strips = strips > w->n_strips ? strips : w->n_strips;
    }
    const double height =
        height_of(p, w, p->width / (double)columns, (panels + columns - 1) / columns);
    const bool narrow = p->width / (double)columns < 180;
    for (size_t i = 0; i < panels; i++) {
        size_t signal = i % w->n_signals, run = i / w->n_signals, from = w->first[run],
               to = w->first[run + 1];
        size_t column = i % columns, row = i / columns * (w->n_strips > 0 ? 2 : 1);
        const bool change = hinge_signal_has_zero(hinge_signal_find(w->signal[signal]));
        const struct hinge_unit_words *its =
            hinge_unit_words_of(hinge_signal_unit(hinge_signal_find(w->signal[signal])));
        const char *unit = its != NULL ? its->symbol : "";
        const int digits = strcmp(unit, "°") == 0 || strcmp(unit, "%") == 0 ? 0 : 2;
        struct hinge_panel *panel = hinge_plot_panel(
            p, (struct hinge_panel){
                   .row = row,
                   .column = column,
                   .title = !together                      ? w->levels.shown[from]
                            : w->conditions && w->runs > 1 ? condition_of(w, from)
                                                           : "",
                   .people =
                       together ? NULL : hinge_plot_people(p, "", w->people[from], w->people[from]),
                   .height = together ? height : fmin(p->width / (double)columns * 0.5, 150),
                   .x = {.name = narrow ? "time (%)" : "time of the repetition (%)",
                         .high = 100,
                         .exact = true},
                   .y = {.name = hinge_plot_text(
                             p, "%s%s (%s)", hinge_plot_name(p, w->signal[signal]),
                             together && change && !narrow ? ", from standing" : "", unit)}});
        hinge_panel_rule(panel, &hinge_look_zero, -INFINITY, 0, INFINITY, 0);
        const struct hinge_look dots = {.colour = HINGE_GREY, .width = 0.7, .dash = 2};
        const double turns[] = {w->turn, w->back};
        double x[POINTS];
        for (size_t k = 0; k < POINTS; k++)
            x[k] = (double)k;
        for (size_t l = from; l < to; l++) {
            const struct curve *c = &w->curve[l * w->n_signals + signal];
            hinge_panel_area(panel, &w->levels.look[l], x, c->low, c->high, POINTS);
        }
        for (int k = 0; k < 2; k++)
            if (k == 0 || turns[1] - turns[0] > 1) /* NaN: nothing is drawn */
                hinge_panel_rule(panel, &dots, turns[k], -INFINITY, turns[k], INFINITY);
        for (size_t l = from; l < to; l++) {
            const struct curve *c = &w->curve[l * w->n_signals + signal];
            struct hinge_look look = w->levels.look[l];
            size_t most = 0;
            for (size_t k = 0; k < POINTS; k++)
                if (!(fabs(c->mean[k]) <= fabs(c->mean[most])))
                    most = isnan(c->mean[k]) ? most : k;
            look.width = 1.4;
            look.every = 20;
            const char *title =
                hinge_plot_text(p, "%s of %s at most %.*f%s%s at %zu %%, n = %zu",
                                hinge_plot_name(p, w->signal[signal]), w->levels.shown[l], digits,
                                c->mean[most], digits > 0 ? " " : "", unit, most, w->people[l]);
            hinge_panel_line(panel, &look, w->levels.shown[l], x, c->mean, POINTS);
            hinge_plot_finding(p, "%s", title);
            if (together && w->levels.n > 1 && (column + 1 == columns || i + 1 == panels))
                hinge_panel_label(panel, &look, x[most], c->mean[most],
                                  hinge_plot_people(p, name_of(p, w, l), w->people[l],
                                                    w->people[l]));
        }
        /* the levels of a panel but the first, each against that one, in strips under the curves */
        const size_t strips = together ? to - from - 1 : 0;
        if (strips > 0)
            panel = hinge_plot_panel(
                p, (struct hinge_panel){
                       .row = row + 1,
                       .column = column,
                       .height = STRIP_PT * (double)strips,
                       .x = {.high = 100, .exact = true, .hidden = true},
                       .y = {.category = none, .n_categories = strips, .hidden = true}});
        if (strips > 0)
            hinge_panel_words(panel, -INFINITY, INFINITY, HINGE_START, 100,
                              differs(p, NULL, NULL, name_of(p, w, from), NULL));
        for (size_t l = 0; l < strips; l++) {
            const size_t level = from + 1 + l;
            const struct hinge_spm_strip strip = hinge_plot_spm(p, &w->levels, signal, from, level);
            const struct hinge_look *look = &w->levels.look[level];
            if (w->tested[level] == NULL)
                w->tested[level] = strip.people;
            hinge_panel_mark(panel, look, NULL, -4, (double)l);
            for (size_t k = 0; k < strip.n; k++) {
                cleared_by(hinge_text_clear) struct hinge_text p_words = {0};
                hinge_add_p(&p_words, strip.p[k]);
                const char *title = hinge_plot_text(p, "%.0f to %.0f %%: p %s", strip.start[k],
                                                    strip.end[k], hinge_text_string(&p_words));
                hinge_panel_box(panel, look, HINGE_FULL, title, strip.start[k], (double)l - 0.3,
                                strip.end[k], (double)l + 0.3);
                hinge_plot_finding(p, "%s",
                                   differs(p, hinge_plot_name(p, w->signal[signal]),
                                           w->levels.shown[level], w->levels.shown[from], title));
            }
            if (strip.n == 0)
                hinge_panel_words(panel, 50, (double)l, HINGE_MIDDLE, 100,
                                  strip.why != NULL ? strip.why : "no difference found");
        }
    }
}

/* What curves, bands and lines are, of whom, and what was tested. */
static void add_caption(struct hinge_plot *p, const struct waveforms *w)
{
    size_t changes = 0;
    for (size_t k = 0; k < w->n_signals; k++)
        changes += hinge_signal_has_zero(hinge_signal_find(w->signal[k]));
    hinge_plot_caption(p,
                       "Means of participants over the time of a repetition%s; bands are one SD of "
                       "participants",
                       changes == 0             ? ""
                       : changes < w->n_signals ? ", as changes from standing but for muscles"
                                                : ", as changes from standing");
    for (size_t l = 0; l < w->levels.n; l++)
        hinge_plot_caption(p, "%s %s n = %zu", l > 0 ? "," : ". Participants:", w->levels.shown[l],
                           w->people[l]);
    if (*w->left_out != '\0')
        hinge_plot_caption(p, ". Not drawn, but by --by and --levels: %s", w->left_out);
    hinge_plot_caption(p, ". Vertical lines: mean end of the first phase and start of the second.");
    if (w->n_strips > 0)
        hinge_plot_caption(p,
                           " Bars below show where a level differs from %s%s, by statistical "
                           "parametric mapping (largest t under relabelling of "
                           "participants). Alpha is 0.05 for each row of bars%s.",
                           name_of(p, w, 0), w->runs > 1 ? " of the same condition" : "",
                           w->n_strips * w->runs > 1 ? "; rows are not adjusted for each other"
                                                     : "");
    const char *before = " Tested:";
    for (size_t l = 1; l < w->levels.n && w->n_strips > 0; l++)
        if (w->tested[l] != NULL) {
            hinge_plot_caption(p, "%s %s %s", before, w->levels.shown[l], w->tested[l]);
            before = ",";
        }
    hinge_plot_caption(p, "%s", *before == ',' ? "." : "");
}

static void draw(struct hinge_plot *p)
{
    struct waveforms *w = hinge_plot_room(p, 1, sizeof *w);
    /* --columns: names joined by commas, else hip and lumbar */
    const char *rest = p->columns, *name;
    w->signal[0] = "hip_flex";
    w->signal[1] = "lumbar_flex";
    w->n_signals = *rest == '\0' ? 2 : 0;
    for (size_t n; (name = hinge_next_item(&rest, ',', &n)) != NULL;) {
        if (w->n_signals == SIGNALS) {
            hinge_plot_refuse(p, HINGE_USAGE, "--columns: more than %d curves", SIGNALS);
            return;
        }
        w->signal[w->n_signals++] = hinge_plot_text(p, "%.*s", (int)n, name);
    }
    hinge_plot_curves(p, w->signal, w->n_signals);
    if (p->curves.keys.rows == 0 && *p->columns == '\0') { /* without a spine */
        w->signal[0] = "trunk_incl";
        w->signal[1] = "knee_flex";
        hinge_plot_curves(p, w->signal, w->n_signals);
    }
    if (p->curves.keys.rows == 0)
        hinge_plot_few(p, " with these curves; hinge-table reps gives the reasons");
    w->levels = hinge_plot_levels(p, &p->curves.keys, "turn_pct", "participant");
    if (hinge_plot_failed(p))
        return;
    /* Groups over each other, condition after condition; else all levels, or each alone. Who asks
     * for nothing gets four panels at most, of what was measured first: the baseline. */
    struct hinge_levels *levels = &w->levels;
    size_t order[HINGE_LEVELS], n = 0, group = 1;
    const bool asked = hinge_plot_asked(p);
    const size_t most = asked ? HINGE_LEVELS : w->n_signals < PANELS ? PANELS / w->n_signals : 1;
    while (group < levels->n && strcmp(levels->look[group].colour, levels->look[0].colour) == 0)
        group++; /* conditions of the first group */
    w->conditions = group > 1 && group < levels->n && condition_of(w, 0) != NULL;
    w->left_out = "";
    for (size_t l = 0; w->conditions && l < levels->n; l++) {
        bool seen = false;
        for (size_t k = 0; k < l; k++)
            seen = seen || strcmp(condition_of(w, k), condition_of(w, l)) == 0;
        if (seen)
            continue;
        w->first[w->runs] = n;
        if (!(group > most && w->runs > 0) && w->runs < most) {
            for (size_t k = l; k < levels->n; k++)
                if (strcmp(condition_of(w, k), condition_of(w, l)) == 0)
                    order[n++] = k;
            w->runs++;
        } else {
            w->left_out = hinge_plot_text(p, "%s%s%s", w->left_out,
                                          *w->left_out != '\0' ? ", " : "", condition_of(w, l));
        }
    }
    for (size_t l = 0; !w->conditions && l < levels->n; l++) {
        if (asked || l < TOGETHER)
            order[n++] = l;
        else
            w->left_out = hinge_plot_text(p, "%s%s%s", w->left_out,
                                          *w->left_out != '\0' ? ", " : "", levels->shown[l]);
    }
    hinge_levels_order(levels, order, n, p->curves.keys.rows);
    for (size_t l = 0; !w->conditions && l < n; l++)
        if (l == 0 || n > TOGETHER)
            w->first[w->runs++] = l;
    w->first[w->runs] = n;
    /* people of each level, and where phases end and begin on average */
    const size_t n_curves = w->levels.n * w->n_signals, rows = p->curves.keys.rows;
    double turns = 0;
    for (size_t r = 0; r < rows; r++) {
        const double turn = hinge_table_number(&p->curves.keys, "turn_pct", r),
                     back = hinge_table_number(&p->curves.keys, "back_pct", r);
        if (w->levels.of_row[r] == SIZE_MAX)
            continue;
        w->people[w->levels.of_row[r]]++;
        if (isnan(turn + back))
            continue;
        w->turn += turn;
        w->back += back;
        turns++;
    }
    w->turn /= turns; /* NaN of nobody */
    w->back /= turns;
    /* the curves, and their rows of --data */
    double *value = hinge_plot_room(p, rows, sizeof *value);
    w->curve = hinge_plot_room(p, n_curves, sizeof *w->curve);
    hinge_plot_columns(p, "level,signal,people:1,percent:%,mean:deg,sd:deg");
    for (size_t c = 0; c < n_curves; c++)
        for (size_t i = 0; i < POINTS; i++) {
            size_t people = 0, level = c / w->n_signals, signal = c % w->n_signals;
            for (size_t r = 0; r < rows; r++)
                if (w->levels.of_row[r] == level)
                    value[people++] = hinge_plot_curve(p, r, signal)[i];
            struct hinge_spread s = hinge_values_spread(value, people, 2);
            w->curve[c].mean[i] = s.mean;
            w->curve[c].low[i] = s.mean - s.sd;
            w->curve[c].high[i] = s.mean + s.sd;
            hinge_plot_row(p, (const char *const[]){w->levels.name[level], w->signal[signal]},
                           (const double[]){(double)s.n, (double)i, s.mean, s.sd});
        }
    p->title = "Curves over the movement";
    draw_all(p, w);
    add_caption(p, w);
}

const struct hinge_figure hinge_figure_waveforms = {
    .id = "waveforms",
    .title = "mean curves over the movement with bands, and where they differ",
    .details = "Hip and lumbar flexion (without a spine trunk and knee), or the signals of "
               "--columns joined by commas. Groups are over each other, a row for each of two "
               "cues; of more cues the baseline alone, unless --by or --levels asks. Bars below "
               "show where a level differs from the "
               "first (--levels chooses it): SPM, paired where the same people have "
               "both.",
    .by = "group,cue",
    .takes = HINGE_FIGURE_OF_PEOPLE ",columns",
    .draw = draw,
};
