/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiles: every person's rate of every fault, fuller the more often. */
#include "figure/kinds/figure.h"

enum { LABELLED = 70, TILES = 60, TILE_PT = 24, LEAST_PT = 7 };

/* Of a fault and a person; a rate NaN: not judged. The sum of the rates sorts the faults. */
enum { RATE, VERDICT, NUMBERS };

struct tiles {
    struct hinge_levels levels; /* of --by, else people */
    bool tiled;                 /* else bars: of more than 60 people */
    size_t people, *of_row;
    const char **id, **name;      /* [person]: in the CSV, in the figure */
    const char **group, **colour; /* [person]; group NULL: none named, or levels of --by */
    struct hinge_drawn_faults faults;
};

static double rate_of(const struct hinge_drawn_fault *fault, size_t person)
{
    return fault->number[person * NUMBERS + RATE];
}

static enum hinge_verdict verdict_of(const struct hinge_drawn_fault *fault, size_t person)
{
    return (enum hinge_verdict)fault->number[person * NUMBERS + VERDICT];
}

/* Who the columns are: every participant, or levels of --by. */
static void find_people(struct hinge_plot *p, const struct hinge_table *table, struct tiles *t)
{
    if (hinge_plot_asked(p)) {
        t->tiled = true;
        t->levels = hinge_plot_levels(p, table, "fault", NULL);
        t->people = t->levels.n;
        t->of_row = t->levels.of_row;
        t->id = t->levels.name;
        t->name = t->levels.shown;
        t->group = hinge_plot_room(p, t->people, sizeof *t->group);
        return;
    }
    t->of_row = hinge_plot_room(p, table->rows, sizeof *t->of_row);
    t->id = hinge_plot_room(p, table->rows, sizeof *t->id);
    t->name = hinge_plot_room(p, table->rows, sizeof *t->name);
    t->group = hinge_plot_room(p, table->rows, sizeof *t->group);
    t->colour = hinge_plot_room(p, table->rows, sizeof *t->colour);
    bool any = false; /* of groups */
    for (size_t r = 0; r < table->rows; r++) {
        const char *who = hinge_table_text(table, "participant", r);
        const char *group = hinge_table_text(table, "group", r);
        any = any || group != NULL;
        who = who != NULL ? who : HINGE_LEVEL_EMPTY;
        const size_t i = hinge_name_at(t->id, t->people, who);
        t->of_row[r] = i;
        if (i == t->people) {
            t->name[i] = hinge_plot_level(p, "participant", who);
            t->id[t->people++] = who;
        }
        if (t->group[i] == NULL && group != NULL) {
            const char *words = t->group[i] = hinge_plot_level(p, "group", group);
            for (size_t g = 0; g < p->n_groups; g++) /* groups of one label stay apart */
                if (strcmp(p->group[g], group) != 0 &&
                    strcmp(hinge_plot_level(p, "group", p->group[g]), words) == 0)
                    t->group[i] = hinge_plot_text(p, "%s (%s)", words, group);
            t->colour[i] = hinge_look_colour(hinge_plot_group(p, group));
        }
    }
    for (size_t i = 0; any && i < t->people; i++)
        if (t->group[i] == NULL) { /* beside people of groups, not of the group that follows */
            t->group[i] = hinge_plot_nameless(p, "group");
            t->colour[i] = hinge_look_colour(hinge_plot_group(p, ""));
        }
    t->tiled = t->people <= TILES;
}

static const struct hinge_look line = {.colour = HINGE_GREY, .width = 0.4},
                               cross = {.colour = HINGE_GREY, .mark = HINGE_MARK_CROSS};

/* The groups' names over their people, a line where one ends, and the tiles; of more than 60 people
 * bars of their verdicts. */
static void draw_people(struct hinge_panel *panel, const struct tiles *t)
{
    static const enum hinge_fill fill[HINGE_VERDICTS] = {HINGE_FULL, HINGE_TINT, HINGE_HATCH,
                                                         HINGE_OUTLINE, HINGE_HATCH};
    const struct hinge_look end = {.colour = HINGE_INK, .width = 0.8};
    const double HALF = 0.42;
    size_t from = 0, group = 0;
    for (size_t i = 0; i < t->people; i++) {
        bool last = i + 1 == t->people;
        struct hinge_look look = hinge_look_of(group);
        if (t->group[i] != NULL)
            look.colour = t->colour[i];
        for (size_t f = 0; f < t->faults.n && t->tiled; f++) {
            /* a tile is filled from below as far as its share of the repetitions */
            const struct hinge_drawn_fault *of = &t->faults.fault[f];
            double x = (double)i, y = (double)f, rate = rate_of(of, i);
            if (isnan(rate)) {
                hinge_panel_mark(panel, &cross, NULL, x, y);
                continue;
            }
            const bool person = t->levels.n == 0;
            hinge_panel_box(panel, &line, HINGE_OUTLINE,
                            hinge_plot_text(panel->plot, "%s, %s: %s%s%.0f %%", t->name[i],
                                            of->name,
                                            person ? hinge_verdict_words(verdict_of(of, i)) : "",
                                            person ? ", " : "", 100 * rate),
                            x - HALF, y - HALF, x + HALF, y + HALF);
            if (rate > 0)
                hinge_panel_box(panel, &look, HINGE_FULL, NULL, x - HALF,
                                y + HALF - 2 * HALF * rate, x + HALF, y + HALF);
        }
        const char *here = t->group[i] != NULL ? t->group[i] : "",
                   *next = !last && t->group[i + 1] != NULL ? t->group[i + 1] : "";
        if ((t->tiled && *here == '\0') || (!last && strcmp(here, next) == 0))
            continue;
        for (size_t f = 0; f < t->faults.n && !t->tiled; f++) {
            const struct hinge_drawn_fault *of = &t->faults.fault[f];
            size_t count[HINGE_VERDICTS] = {0};
            double x = (double)from - 0.5;
            for (size_t k = from; k <= i; k++)
                count[verdict_of(of, k)]++;
            for (enum hinge_verdict k = 0; k < HINGE_VERDICTS; k++) {
                const struct hinge_look *key = k < HINGE_HAS_NOT ? &look : &line;
                const char *words = hinge_verdict_words(k);
                hinge_plot_key(panel->plot, key, HINGE_SAMPLE_BOX, fill[k], words);
                if (count[k] > 0)
                    hinge_panel_box(panel, key, fill[k],
                                    hinge_plot_text(panel->plot, "%s: %zu of %zu %s", of->name,
                                                    count[k], i + 1 - from, words),
                                    x, (double)f - 0.36, x + (double)count[k], (double)f + 0.36);
                x += (double)count[k];
            }
        }
        double edge = (double)i + 0.5;
        size_t n = i + 1 - from;
        double room = (double)n * fmin(TILE_PT, panel->plot->width * 0.5 / (double)t->people);
        const char *name = hinge_plot_people(panel->plot, here, n, n);
        if (hinge_words_width(name, HINGE_FONT_PT) > room)
            name = here;
        if (from > 0 || !last)
            hinge_panel_words(panel, (double)from - 0.4, INFINITY, HINGE_START, (double)n - 0.2,
                              name);
        if (!last)
            hinge_panel_rule(panel, &end, edge, -INFINITY, edge, INFINITY);
        from = i + 1;
        group++;
    }
}

/* Faults that somebody shows, most common first. */
static void find_faults(struct hinge_plot *p, const struct hinge_table *table, struct tiles *t)
{
    t->faults = (struct hinge_drawn_faults){
        .of = t->people, .n_numbers = NUMBERS, .fresh = {NAN, HINGE_NOT_JUDGED}};
    for (size_t r = 0; r < table->rows; r++) {
        double rate = hinge_table_number(table, "prevalence", r);
        struct hinge_drawn_fault *fault =
            t->of_row[r] != SIZE_MAX ? hinge_drawn_fault_of(p, &t->faults, table, r) : NULL;
        if (fault == NULL || isnan(rate))
            continue;
        double *its = fault->number + t->of_row[r] * NUMBERS;
        /* of a row of one person */
        static const char *const column[] = {"people_yes", "people_sometimes", "people_possible",
                                             "people_no"};
        enum hinge_verdict v = HINGE_HAS;
        while (v < HINGE_NOT_JUDGED && !(hinge_table_number(table, column[v], r) > 0))
            v++;
        its[RATE] = rate;
        its[VERDICT] = v;
        fault->place = (size_t)(fault - t->faults.fault); /* those alike as in the table */
        fault->most = fmax(fault->most, 0) + rate;
        fault->judged++;
    }
    hinge_drawn_faults_sort(p, &t->faults);
    while (t->faults.n > 0 && !(t->faults.fault[t->faults.n - 1].most > 0))
        t->faults.n--;
}

static void draw(struct hinge_plot *p)
{
    struct tiles *t = hinge_plot_room(p, 1, sizeof *t);
    const char *when = "";
    const struct hinge_table *table = hinge_plot_of_baseline(p, "faults", &when);
    find_people(p, table, t);
    /* beside groups the key is in none of their colours */
    const bool grouped = t->people > 0 && t->colour != NULL && t->group[0] != NULL;
    struct hinge_look full = hinge_look_of(0);
    full.colour = grouped ? HINGE_INK : full.colour;
    find_faults(p, table, t);
    if (t->faults.n == 0)
        hinge_plot_nobody(p, table,
                          "no fault was detected in any participant; "
                          "hinge-table faults lists those that could be judged");
    if (hinge_plot_failed(p))
        return;
    hinge_plot_columns(p, "person,fault,rate:1");
    for (size_t f = 0; f < t->faults.n; f++) {
        const struct hinge_drawn_fault *fault = &t->faults.fault[f];
        size_t with = 0, seen = 0, some = 0;
        for (size_t i = 0; i < t->people; i++) {
            const double rate = rate_of(fault, i);
            hinge_plot_row(p, (const char *const[]){t->id[i], fault->id}, &rate);
            with += verdict_of(fault, i) == HINGE_HAS;
            some += verdict_of(fault, i) == HINGE_SOMETIMES;
            seen += isnan(rate) ? 0 : 1;
        }
        const double percent = 100 * fault->most / (double)seen;
        if (f < 12 && t->levels.n > 0)
            hinge_plot_finding(p, "%s on average in %.0f %% of the repetitions", fault->name,
                               percent);
        else if (f < 12)
            hinge_plot_finding(p,
                               "%s yes in %zu of %zu, sometimes in %zu, on average in %.0f %% of "
                               "the repetitions",
                               fault->name, with, seen, some, percent);
    }
    const bool levels = t->levels.n > 0;
    const char *unit =
        levels ? (t->people == 1 ? "column" : "columns") : (t->people == 1 ? "person" : "people");
    p->title = levels ? "Faults of groups and conditions" : "Faults of every person";
    hinge_plot_caption(
        p,
        "%s%s, %zu %s, most common first; only faults detected in at least one "
        "participant.%s Single people's states lie within the margin of "
        "measurement where the severity is near the threshold.",
        levels     ? "Share of judged repetitions with a fault (mean of participants' rates)"
        : t->tiled ? "Share of each person's judged repetitions with a fault"
                   : "People by the verdict on them: yes if a fault is certain in at least half of "
                     "the repetitions, sometimes if in fewer",
        when, t->people, unit, t->tiled ? " A cross: could not be judged." : "");
    if (t->tiled) {
        hinge_plot_key(p, &full, HINGE_SAMPLE_BOX, HINGE_FULL, "in every repetition");
        hinge_plot_key(p, &line, HINGE_SAMPLE_BOX, HINGE_OUTLINE, "in none");
        hinge_plot_key(p, &cross, HINGE_SAMPLE_MARK, HINGE_FULL, "not judged");
    }
    bool labelled = t->people <= LABELLED && p->width * 0.55 / (double)t->people >= LEAST_PT;
    struct hinge_panel *panel = hinge_plot_panel(
        p, (struct hinge_panel){
               .widest = TILE_PT * (double)t->people,
               .height = 11 * (double)t->faults.n,
               .no_grid = true,
               .x = {.category = t->name, .n_categories = t->people, .hidden = !labelled},
               .y = {.category = t->faults.name, .n_categories = t->faults.n}});
    if (!labelled)
        hinge_panel_words(panel, -INFINITY, -INFINITY, HINGE_START, 0,
                          hinge_plot_text(p, "%zu %s", t->people, unit));
    draw_people(panel, t);
}

const struct hinge_figure hinge_figure_tiles = {
    .id = "tiles",
    .title = "every person's rate of every fault",
    .details = "A column per person (or per level of --by, such as participant,cue), a "
               "row per fault detected in at least one person.",
    .by = "group,participant",
    .takes = HINGE_FIGURE_OF_PEOPLE,
    .draw = draw,
};
