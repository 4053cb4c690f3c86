/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loops: lumbar flexion over hip flexion, the whole repetition as a loop; of recordings
 * without a spine the lean of the trunk over that of the thigh. */
#include "figure/kinds/figure.h"

enum { POINTS = HINGE_CURVE_POINTS, TOGETHER = 6 };

/* Which curves a loop is of. A thigh leans back while the trunk leans forward, so its
 * sign is turned. */
struct pair {
    const char *signal[2], *kept[2]; /* in the results, in the data */
    double sign[2];
    const char *x_name, *y_name, *x_short, *y_short; /* of axes */
    const char *of[2];                               /* in a sentence */
    const char *title, *steeper;
};
static const struct pair
    spine = {{"hip_flex", "lumbar_flex"},
             {"hip_flex", "lumbar_flex"},
             {1, 1},
             "hip flexion, change from standing (°)",
             "lumbar flexion, change from standing (°)",
             "hip (°)",
             "lumbar (°)",
             {"hip", "lumbar"},
             "Lumbar over hip flexion",
             "The steeper the line, the more of the bend comes from the spine."},
    trunk = {{"thigh_incl", "trunk_incl"},
             {"thigh_back", "trunk_incl"},
             {-1, 1},
             "thigh leaning back, change from standing (°)",
             "trunk leaning forward, change from standing (°)",
             "thigh (°)",
             "trunk (°)",
             {"thigh", "trunk"},
             "Trunk lean over thigh lean",
             "The steeper the line, the more the trunk leans for the same bend of the "
             "legs: a hinge is steep, a squat is flat."};

struct loop {
    size_t people;
    double x[POINTS], y[POINTS]; /* means of people */
    bool floor;                  /* most repetitions begin on the floor: up comes first */
    size_t turn, back;           /* points where the first phase ends … */
};

struct loops {
    const struct pair *pair;
    struct hinge_levels levels;
    struct loop loop[HINGE_LEVELS];
    size_t people;
};

static bool is_whole(const struct hinge_plot *p, size_t row)
{
    const double *x = hinge_plot_curve(p, row, 0), *y = hinge_plot_curve(p, row, 1);
    for (size_t i = 0; i < POINTS; i++)
        if (isnan(x[i] + y[i]))
            return false;
    return true;
}

/* Curves, levels and means of a pair of signals. */
static void read_pair(struct hinge_plot *p, const struct pair *pair, struct loops *loops)
{
    hinge_plot_curves(p, pair->signal, 2);
    for (size_t i = 0; i < p->curves.keys.rows * 2 * POINTS; i++)
        p->curves.value[i] *= pair->sign[i / POINTS % 2];
    loops->pair = pair;
    loops->levels = hinge_plot_levels(p, &p->curves.keys, "turn_pct", "participant");
    for (size_t l = 0; l < loops->levels.n; l++) {
        /* mean over a level's people who have both whole curves */
        struct loop *loop = &loops->loop[l];
        double turn = 0, back = 0, floor = 0;
        *loop = (struct loop){0};
        for (size_t r = 0; r < p->curves.keys.rows; r++) {
            double at[2] = {hinge_table_number(&p->curves.keys, "turn_pct", r),
                            hinge_table_number(&p->curves.keys, "back_pct", r)};
            if (loops->levels.of_row[r] != l || !is_whole(p, r) || isnan(at[0] + at[1]))
                continue;
            for (size_t i = 0; i < POINTS; i++) {
                loop->x[i] += hinge_plot_curve(p, r, 0)[i];
                loop->y[i] += hinge_plot_curve(p, r, 1)[i];
            }
            turn += at[0];
            back += at[1];
            floor += hinge_table_number(&p->curves.keys, "floor", r);
            loop->people++;
        }
        double n = (double)loop->people;
        for (size_t i = 0; i < POINTS && loop->people > 0; i++) {
            loop->x[i] /= n;
            loop->y[i] /= n;
        }
        if (loop->people > 0) {
            loop->floor = 2 * floor > n;
            loop->turn = (size_t)lround(turn / n);
            loop->back = (size_t)lround(back / n);
        }
        loops->people += loop->people;
    }
}

static const struct hinge_look down = {.colour = HINGE_INK, .width = 1.4},
                               up = {.colour = HINGE_INK, .width = 1.1, .dash = 1},
                               equal = {.colour = HINGE_GREY, .width = 0.7, .dash = 2};

static void draw(struct hinge_plot *p)
{
    struct loops *loops = hinge_plot_room(p, 1, sizeof *loops);
    read_pair(p, &spine, loops);
    if (loops->people == 0)
        read_pair(p, &trunk, loops);
    if (loops->people == 0)
        hinge_plot_few(p, " with whole curves of hip and lumbar flexion, or of trunk and thigh; "
                          "hinge-table reps gives the reasons");
    if (hinge_plot_failed(p))
        return;
    hinge_plot_columns(p, hinge_plot_text(p, "level,phase,people:1,percent:%%,%s:deg,%s:deg",
                                          loops->pair->kept[0], loops->pair->kept[1]));
    for (size_t l = 0; l < loops->levels.n; l++) {
        const struct loop *loop = &loops->loop[l];
        for (size_t i = 0; loop->people > 0 && i < POINTS; i++) {
            const char *phase = i <= loop->turn ? "first" : i < loop->back ? "hold" : "second";
            hinge_plot_row(p, (const char *const[]){loops->levels.name[l], phase},
                           (const double[]){(double)loop->people, (double)i, loop->x[i],
                                            loop->y[i]});
        }
    }
    const struct pair *pair = loops->pair;
    p->title = pair->title;
    hinge_plot_caption(p,
                       "%s, as changes from standing: means of participants over the "
                       "time of a repetition",
                       pair->title);
    for (size_t l = 0; l < loops->levels.n; l++)
        hinge_plot_caption(p, "%s %s n = %zu",
                           l > 0 ? "," : ". Participants:", loops->levels.shown[l],
                           loops->loop[l].people);
    hinge_plot_caption(p, ". Full line: down and hold; dashed: up. %s", pair->steeper);
    const struct hinge_look deepest = {.colour = HINGE_INK, .size = 3, .filled = true};
    bool apart = loops->levels.n > TOGETHER;
    size_t most = p->width > 300 ? 4 : 2, rows = (loops->levels.n + most - 1) / most;
    size_t columns = apart ? (loops->levels.n + rows - 1) / rows : 1; /* six are three and three */
    hinge_plot_key(p, &down, HINGE_SAMPLE_LINE, HINGE_FULL, "down");
    hinge_plot_key(p, &up, HINGE_SAMPLE_LINE, HINGE_FULL, "up");
    hinge_plot_key(p, &deepest, HINGE_SAMPLE_MARK, HINGE_FULL, "deepest");
    struct hinge_panel *panel = NULL;
    for (size_t l = 0; l < loops->levels.n; l++) {
        size_t n = loops->loop[l].people;
        if (l == 0 || apart) {
            panel = hinge_plot_panel(
                p, (struct hinge_panel){.row = l / columns,
                                        .column = l % columns,
                                        .title = apart ? loops->levels.shown[l] : "",
                                        .people = apart ? hinge_plot_people(p, "", n, n) : NULL,
                                        .equal = true,
                                        .x = {.name = apart ? pair->x_short : pair->x_name},
                                        .y = {.name = apart ? pair->y_short : pair->y_name}});
            /* where as much comes from the spine as from the hips, from the trunk as from the
             * thigh: as far as the loops go */
            double far = 0;
            for (size_t k = 0; k < loops->levels.n * POINTS; k++)
                far = fmax(far, fmin(loops->loop[k / POINTS].x[k % POINTS],
                                     loops->loop[k / POINTS].y[k % POINTS]));
            hinge_panel_rule(panel, &equal, 0, 0, far, far);
            hinge_plot_key(panel->plot, &equal, HINGE_SAMPLE_LINE, HINGE_FULL, "equal shares");
        }
        if (apart || loops->levels.n == 1) {
            /* people are grey, so that the mean of any shade is seen over them */
            for (size_t r = 0; r < p->curves.keys.rows; r++)
                if (loops->levels.of_row[r] == l && is_whole(p, r))
                    hinge_panel_line(panel, &hinge_look_grey, NULL, hinge_plot_curve(p, r, 0),
                                     hinge_plot_curve(p, r, 1), POINTS);
        }
        /* Down in a full line with marks at each fifth of the time, the deepest large, up in a
         * dashed one; the hold goes with down. Where the loop is deepest is its label. */
        const struct loop *loop = &loops->loop[l];
        struct hinge_look look = loops->levels.look[l];
        if (n == 0)
            continue;
        size_t middle = loop->floor ? loop->turn : loop->back, from = loop->floor ? loop->back : 0;
        size_t last = loop->floor ? (size_t)POINTS - 1 : loop->turn;
        const char *title = hinge_plot_text(p, "%s: at the deepest %s %.0f°, %s %.0f°, n = %zu",
                                            loops->levels.shown[l], pair->of[0], loop->x[last],
                                            pair->of[1], loop->y[last], n);
        for (int part = 0; part < 2; part++) {
            bool dashed = (part == 0) == loop->floor;
            size_t start = part == 0 ? 0 : middle, end = part == 0 ? middle : (size_t)POINTS - 1;
            look.width = dashed ? up.width : down.width;
            look.dash = dashed;
            hinge_panel_line(panel, &look, part == 0 ? title : NULL, loop->x + start,
                             loop->y + start, end - start + 1);
        }
        for (size_t i = 0; i <= 5; i++) {
            size_t at = from + (last - from) * i / 5;
            look.size = i == 5 ? 3 : 1.8;
            hinge_panel_mark(panel, &look, NULL, loop->x[at], loop->y[at]);
        }
        look.dash = 0;
        look.size = 2;
        if (!apart)
            hinge_panel_label(panel, &look, loop->x[last], loop->y[last],
                              hinge_plot_people(p, loops->levels.shown[l], n, n));
    }
}

const struct hinge_figure hinge_figure_loops = {
    .id = "loops",
    .title = "loops of lumbar over hip flexion, or of trunk over thigh lean",
    .details = "Mean curves of people by group and cue (--by); more than six get a "
               "panel each, with every person in it. Recordings without spine "
               "landmarks show how far the trunk leans over how far the thigh leans "
               "back.",
    .by = "group,cue",
    .takes = HINGE_FIGURE_OF_PEOPLE,
    .draw = draw,
};
