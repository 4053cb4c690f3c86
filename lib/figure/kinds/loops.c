/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loops: lumbar flexion over hip flexion, the whole repetition as a loop; of recordings
 * without a spine the lean of the trunk over that of the thigh. */
#include "figure/kinds/figure.h"

#include <math.h>
#include <stdio.h>

enum { POINTS = HINGE_CURVE_POINTS, TOGETHER = 6 };

/* Which curves a loop is of. A thigh leans back while the trunk leans forward, so its
 * sign is turned. */
struct pair {
    const char *signal[2], *kept[2]; /* in the results, in the data */
    double sign[2];
    const char *x_name, *y_name, *x_short, *y_short; /* of axes */
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
             "Lumbar over hip flexion",
             "The steeper the line, the more of the bend comes from the spine."},
    trunk = {{"thigh_incl", "trunk_incl"},
             {"thigh_back", "trunk_incl"},
             {-1, 1},
             "thigh leaning back, change from standing (°)",
             "trunk leaning forward, change from standing (°)",
             "thigh (°)",
             "trunk (°)",
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
    struct hinge_drawing *drawing;
    const struct pair *pair;
    struct hinge_person_curves curves;
    struct hinge_levels levels;
    struct loop loop[HINGE_LEVELS];
    struct hinge_axis x, y;
};

static const double *curve_of(const struct loops *loops, size_t row, size_t signal)
{
    return loops->curves.value + (row * 2 + signal) * POINTS;
}

static bool is_whole(const struct loops *loops, size_t row)
{
    for (size_t p = 0; p < POINTS; p++)
        if (isnan(curve_of(loops, row, 0)[p] + curve_of(loops, row, 1)[p]))
            return false;
    return true;
}

/* Mean over a level's people who have both whole curves. */
static void average(struct loops *loops, size_t level)
{
    struct loop *loop = &loops->loop[level];
    double turn = 0, back = 0, floor = 0;
    *loop = (struct loop){0};
    for (size_t r = 0; r < loops->curves.keys.rows; r++) {
        double at[2] = {hinge_table_number(&loops->curves.keys, "turn_pct", r),
                        hinge_table_number(&loops->curves.keys, "back_pct", r)};
        if (loops->levels.of_row[r] != level || !is_whole(loops, r) || isnan(at[0] + at[1]))
            continue;
        for (size_t p = 0; p < POINTS; p++) {
            loop->x[p] += curve_of(loops, r, 0)[p];
            loop->y[p] += curve_of(loops, r, 1)[p];
        }
        turn += at[0];
        back += at[1];
        floor += hinge_table_number(&loops->curves.keys, "floor", r);
        loop->people++;
    }
    for (size_t p = 0; p < POINTS && loop->people > 0; p++) {
        loop->x[p] /= (double)loop->people;
        loop->y[p] /= (double)loop->people;
    }
    if (loop->people > 0) {
        loop->floor = 2 * floor > (double)loop->people;
        loop->turn = (size_t)lround(turn / (double)loop->people);
        loop->back = (size_t)lround(back / (double)loop->people);
    }
}

static void keep(struct loops *loops)
{
    const struct hinge_data_column columns[] = {{"level", NULL},
                                                {"phase", NULL},
                                                {"people", "1"},
                                                {"percent", "%"},
                                                {loops->pair->kept[0], "deg"},
                                                {loops->pair->kept[1], "deg"},
                                                {0}};
    hinge_data_columns(loops->drawing, columns);
    for (size_t l = 0; l < loops->levels.n; l++) {
        const struct loop *loop = &loops->loop[l];
        for (size_t p = 0; loop->people > 0 && p < POINTS; p++) {
            const char *phase = p <= loop->turn ? "first" : p < loop->back ? "hold" : "second";
            hinge_data_row(loops->drawing, (const char *const[]){loops->levels.name[l], phase},
                           (const double[]){(double)loop->people, (double)p, loop->x[p],
                                            loop->y[p]});
        }
    }
}

static void fit(struct loops *loops)
{
    double low[2] = {0, 0}, high[2] = {0, 0};
    bool persons = loops->levels.n > TOGETHER || loops->levels.n == 1;
    for (size_t r = 0; persons && r < loops->curves.keys.rows; r++)
        for (size_t s = 0; s < 2 && is_whole(loops, r); s++)
            for (size_t p = 0; p < POINTS; p++) {
                low[s] = fmin(low[s], curve_of(loops, r, s)[p]);
                high[s] = fmax(high[s], curve_of(loops, r, s)[p]);
            }
    for (size_t l = 0; l < loops->levels.n; l++)
        for (size_t p = 0; p < POINTS; p++) {
            low[0] = fmin(low[0], loops->loop[l].x[p]);
            high[0] = fmax(high[0], loops->loop[l].x[p]);
            low[1] = fmin(low[1], loops->loop[l].y[p]);
            high[1] = fmax(high[1], loops->loop[l].y[p]);
        }
    size_t ticks = loops->levels.n > TOGETHER ? 3 : 5;
    hinge_axis_pad(&loops->x, low[0], high[0], ticks);
    hinge_axis_pad(&loops->y, low[1], high[1], ticks);
}

static void draw_part(struct hinge_svg *svg, const struct hinge_panel *panel,
                      const struct loop *loop, size_t from, size_t to, const struct hinge_pen *pen)
{
    double x[POINTS], y[POINTS];
    size_t n = 0;
    for (size_t p = from; p <= to && p < POINTS; p++, n++) {
        x[n] = hinge_panel_x(panel, loop->x[p]);
        y[n] = hinge_panel_y(panel, loop->y[p]);
    }
    hinge_svg_curve(svg, x, y, n, pen);
}

/* Down in a full line with marks at each fifth of the time, up in a dashed one; the
 * hold goes with down. */
static void draw_loop(struct loops *loops, const struct hinge_panel *panel, size_t level)
{
    struct hinge_svg *svg = &loops->drawing->svg;
    const struct loop *loop = &loops->loop[level];
    struct hinge_look look = loops->levels.look[level];
    struct hinge_pen down = {look.colour, 1.4, 0}, up = {look.colour, 1.1, 1};
    if (loop->people == 0)
        return;
    hinge_svg_group(svg, loops->levels.shown[level]);
    size_t middle = loop->floor ? loop->turn : loop->back, from = loop->floor ? loop->back : 0,
           to = loop->floor ? (size_t)POINTS - 1 : loop->turn;
    draw_part(svg, panel, loop, 0, middle, loop->floor ? &up : &down);
    draw_part(svg, panel, loop, middle, POINTS - 1, loop->floor ? &down : &up);
    for (size_t i = 0; i <= 5; i++) {
        size_t p = from + (to - from) * i / 5;
        hinge_svg_mark(svg, look.mark, hinge_panel_x(panel, loop->x[p]),
                       hinge_panel_y(panel, loop->y[p]), i == 5 ? 3 : 1.8, look.colour,
                       look.filled);
    }
    hinge_svg_end(svg);
}

/* Grey, so that the mean of any shade is seen over them. */
static void draw_people(struct loops *loops, const struct hinge_panel *panel, size_t level)
{
    const struct hinge_pen thin = {HINGE_PALE_GREY, 0.6, 0};
    double x[POINTS], y[POINTS];
    for (size_t r = 0; r < loops->curves.keys.rows; r++) {
        if (loops->levels.of_row[r] != level || !is_whole(loops, r))
            continue;
        for (size_t p = 0; p < POINTS; p++) {
            x[p] = hinge_panel_x(panel, curve_of(loops, r, 0)[p]);
            y[p] = hinge_panel_y(panel, curve_of(loops, r, 1)[p]);
        }
        hinge_svg_curve(&loops->drawing->svg, x, y, POINTS, &thin);
    }
}

/* Where as much comes from the spine as from the hips, from the trunk as from the
 * thigh. */
static void draw_equal(struct hinge_svg *svg, const struct hinge_panel *panel)
{
    static const struct hinge_pen pen = {"#999999", 0.6, 2};
    double low = fmax(panel->x.low, panel->y.low);
    double high = fmin(panel->x.high, panel->y.high);
    if (!(low < high))
        return;
    double x = hinge_panel_x(panel, high), y = hinge_panel_y(panel, high);
    hinge_svg_line(svg, hinge_panel_x(panel, low), hinge_panel_y(panel, low), x, y, &pen);
}

static const char key_words[] = "down: full line, up: dashed; large mark: deepest",
                  equal_words[] = "; dots: equal shares";

static void draw_together(struct loops *loops, const char *title)
{
    struct hinge_drawing *d = loops->drawing;
    struct hinge_panel panel = {.x = loops->x, .y = loops->y};
    const struct hinge_words grey = {.colour = HINGE_GREY};
    const struct hinge_frame frame = {.x_name = loops->pair->x_name, .y_name = loops->pair->y_name};
    double legend = loops->levels.n > 1
                        ? hinge_legend_height(loops->levels.shown, loops->levels.n, d->width - 8)
                        : 0;
    panel.left = hinge_panel_left(&panel.y, frame.y_name);
    panel.width = d->width - panel.left - 8;
    panel.top = 8 + legend + 12;
    panel.height = fmin(panel.width * 0.75, 230);
    hinge_svg_open(&d->svg, d->width, panel.top + panel.height + HINGE_PANEL_BELOW, title,
                   hinge_text_string(&d->caption));
    if (loops->levels.n > 1)
        hinge_legend_draw(&d->svg, loops->levels.shown, loops->levels.look, loops->levels.n, 4, 5,
                          d->width - 8, HINGE_SAMPLE_FULL);
    hinge_svg_words(&d->svg, 4, 5 + legend + 8, &grey,
                    hinge_drawing_text(d, "%s%s", key_words, equal_words));
    hinge_panel_frame(&d->svg, &panel, &frame);
    draw_equal(&d->svg, &panel);
    if (loops->levels.n == 1)
        draw_people(loops, &panel, 0);
    for (size_t l = 0; l < loops->levels.n; l++)
        draw_loop(loops, &panel, l);
    hinge_svg_close(&d->svg);
}

static void draw_apart(struct loops *loops, const char *title)
{
    struct hinge_drawing *d = loops->drawing;
    const struct hinge_words grey = {.colour = HINGE_GREY};
    size_t columns, rows;
    hinge_grid(loops->levels.n, d->width, &columns, &rows);
    double left = hinge_panel_left(&loops->y, "y"), slot = (d->width - 6) / (double)columns;
    double titles = hinge_titles_more(loops->levels.shown, loops->levels.n, slot - left - 4);
    double height = slot * 0.7, step = height + 44 + titles;
    hinge_svg_open(&d->svg, d->width, 14 + step * (double)rows, title,
                   hinge_text_string(&d->caption));
    hinge_svg_words(&d->svg, 4, 10, &grey, key_words);
    for (size_t l = 0; l < loops->levels.n; l++) {
        const struct hinge_frame frame = {.x_name = loops->pair->x_short,
                                          .y_name = loops->pair->y_short,
                                          .title = loops->levels.shown[l],
                                          .wraps = true};
        size_t line = l / columns;
        struct hinge_panel panel = {.left = slot * (double)(l % columns) + left,
                                    .top = 28 + titles + step * (double)line,
                                    .width = slot - left - 4,
                                    .height = height,
                                    .x = loops->x,
                                    .y = loops->y};
        hinge_panel_frame(&d->svg, &panel, &frame);
        draw_people(loops, &panel, l);
        draw_loop(loops, &panel, l);
    }
    hinge_svg_close(&d->svg);
}

static void describe(struct loops *loops)
{
    struct hinge_text *caption = &loops->drawing->caption;
    hinge_text_printf(caption,
                      "%s, as changes from standing: means of participants over the "
                      "time of a repetition",
                      loops->pair->title);
    for (size_t l = 0; l < loops->levels.n; l++)
        hinge_text_printf(caption, "%s %s n = %zu",
                          l > 0 ? "," : ". Participants:", loops->levels.shown[l],
                          loops->loop[l].people);
    hinge_text_printf(caption, ". Full line: down and hold; dashed: up. %s", loops->pair->steeper);
}

/* Curves, levels and means of a pair of signals; *people who have both. */
static enum hinge_status read_pair(struct loops *loops, const struct pair *pair, size_t *people,
                                   struct hinge_error *error)
{
    struct hinge_drawing *drawing = loops->drawing;
    hinge_person_curves_clear(&loops->curves);
    loops->pair = pair;
    enum hinge_status status =
        hinge_drawing_curves(drawing, drawing->request->by, pair->signal, 2, &loops->curves, error);
    if (status != HINGE_OK)
        return status;
    for (size_t r = 0; r < loops->curves.keys.rows; r++)
        for (size_t i = 0; i < 2 * (size_t)POINTS; i++)
            loops->curves.value[r * 2 * POINTS + i] *= pair->sign[i / POINTS];
    status = hinge_levels_find(drawing, &loops->curves.keys, "turn_pct", "participant",
                               &loops->levels, error);
    *people = 0;
    for (size_t l = 0; status == HINGE_OK && l < loops->levels.n; l++) {
        average(loops, l);
        *people += loops->loop[l].people;
    }
    return status;
}

static enum hinge_status draw(struct hinge_drawing *drawing, struct hinge_error *error)
{
    struct loops *loops = hinge_arena_alloc(&drawing->arena, 1, sizeof *loops);
    size_t people = 0;
    loops->drawing = drawing;
    enum hinge_status status = read_pair(loops, &spine, &people, error);
    if (status == HINGE_OK && people == 0)
        status = read_pair(loops, &trunk, &people, error);
    if (status == HINGE_OK && people == 0)
        status = hinge_drawing_nothing(
            drawing, error,
            "no participant has enough repetitions with whole curves of hip and lumbar "
            "flexion, or of trunk and thigh; hinge-table reps gives the reasons");
    if (status == HINGE_OK)
        keep(loops);
    if (status == HINGE_OK) {
        const char *title =
            *drawing->request->title != '\0' ? drawing->request->title : loops->pair->title;
        describe(loops);
        fit(loops);
        if (loops->levels.n > TOGETHER)
            draw_apart(loops, title);
        else
            draw_together(loops, title);
    }
    hinge_person_curves_clear(&loops->curves);
    return status;
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
