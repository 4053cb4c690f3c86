/* SPDX-License-Identifier: GPL-3.0-or-later */
/* relation: a mark per person, an outcome over a number of people or another outcome, and the line
 * with its band as hinge-compare relation fits it. */
#include "compare/planned.h"
#include "figure/kinds/figure.h"
#include "table/columns.h"

#include <hinge/requests.h>

enum { MANY = 40 };

struct person {
    const char *who, *of; /* of: the group, "" without one */
    double x, y;
    size_t group;
};

struct relation {
    const json_t *request, *results; /* of the analysis */
    const char *sentences;
    struct person *person;
    size_t n, n_groups, people[HINGE_LEVELS];
    const char *group[HINGE_LEVELS], *shown[HINGE_LEVELS];
    struct hinge_look look[HINGE_LEVELS];
};

static const char *text_of(const json_t *row, const char *key)
{
    return hinge_or_empty(json_string_value(json_object_get(row, key)));
}

/* The analysis of the file, of the outcome and the number that --columns names. */
static struct hinge_result *analyse(struct hinge_plot *p)
{
    const struct hinge_figure_request *request = p->request;
    const char *rest = p->request->columns, *item, *filter = "";
    char *column[2] = {NULL, NULL};
    size_t n = 0;
    for (size_t length; (item = hinge_next_item(&rest, ',', &length)) != NULL; n++)
        if (n < 2)
            column[n] = hinge_item_value(item, length, hinge_plot_room(p, length + 1, 1));
    if (n != 2)
        hinge_plot_refuse(p, HINGE_USAGE,
                          "--columns: the figure relation is of two, an outcome and what it goes "
                          "with; such as --columns lumbar_fraction,age");
    if (hinge_plot_failed(p))
        return NULL;
    rest = request->filter; /* whose tasks count is a condition of tables of recordings alone */
    for (size_t length; (item = hinge_next_item(&rest, '&', &length)) != NULL;)
        if (strncmp(item, "counted=", strlen("counted=")) != 0)
            filter = hinge_plot_text(p, "%s%s%.*s", filter, *filter != '\0' ? "&" : "", (int)length,
                                     item);
    struct hinge_result *result = NULL;
    json_t *json =
        json_pack("{s:s, s:s, s:s, s:s, s:s*, s:s*, s:s*, s:s*, s:s*, s:s*}", "analysis",
                  "relation", "data", request->results, "outcome", column[0], "with", column[1],
                  "filter", *filter != '\0' ? filter : NULL, "phase",
                  *request->phase != '\0' ? request->phase : NULL, "group",
                  *request->by != '\0' ? request->by : NULL, "change",
                  *request->change != '\0' ? request->change : NULL, "people",
                  *hinge_or_empty(request->people) != '\0' ? request->people : NULL, "people_split",
                  *hinge_or_empty(request->people_split) != '\0' ? request->people_split : NULL);
    struct hinge_stats_request asked = {
        .json = json, .opened = request->opened, .labels = request->labels};
    hinge_plot_take(p, hinge_comparison_run(&asked, &request->by, &result, p->error));
    return result;
}

/* The places of a line (of a group, or of all: NULL) and its band. */
static void draw_line(struct hinge_panel *panel, const struct relation *r, const char *group,
                      struct hinge_look look)
{
    struct hinge_plot *p = panel->plot;
    const json_t *line = json_object_get(r->results, "line");
    const size_t places = json_array_size(json_object_get(line, "x"));
    double *at[4]; /* x, y, and the ends of the band */
    static const char *const key[] = {"x", "y", "ci_low", "ci_high"};
    size_t n = 0;
    for (size_t k = 0; k < 4; k++)
        at[k] = hinge_plot_room(p, places + 1, sizeof *at[k]);
    for (size_t i = 0; i < places; i++) {
        double row[4];
        if (group != NULL && strcmp(hinge_document_word(line, "group", i), group) != 0)
            continue;
        for (size_t k = 0; k < 4; k++)
            row[k] = at[k][n] = hinge_document_number(line, key[k], i);
        n++;
        hinge_plot_row(p, (const char *const[]){"line", group, NULL}, row);
    }
    look.width = 1.2;
    if (n > 0 && !isnan(at[2][0]))
        hinge_panel_area(panel, &look, at[0], at[2], at[3], n);
    hinge_panel_line(panel, &look, NULL, at[0], at[1], n);
}

static void draw(struct hinge_plot *p)
{
    struct relation r = {0};
    struct hinge_result *found = p->document == NULL ? analyse(p) : NULL;
    const struct hinge_result *result = found != NULL ? found : p->document;
    if (!hinge_plot_failed(p)) {
        r.request = json_object_get(hinge_result_document(result), "request");
        r.results = hinge_result_results(result);
        r.sentences = result->sentences;
        /* each person with both numbers; without --by of the group that the file has */
        const json_t *points = json_object_get(r.results, "points");
        const bool look_up = p->document == NULL && *hinge_plot_by(p) == '\0';
        const struct hinge_table *groups = NULL;
        if (look_up)
            groups = hinge_plot_table(p, "summary", "participant,group", "keys,duration_s", "rep");
        r.n = json_array_size(json_object_get(points, "x"));
        r.person = hinge_plot_room(p, r.n + 1, sizeof *r.person);
        for (size_t i = 0; i < r.n; i++) {
            struct person *person = &r.person[i];
            *person = (struct person){
                .who = hinge_plot_text(p, "%s", hinge_document_word(points, "participant", i)),
                .of = hinge_plot_text(p, "%s", hinge_document_word(points, "group", i)),
                .x = hinge_document_number(points, "x", i),
                .y = hinge_document_number(points, "y", i)};
            const size_t row =
                look_up ? hinge_table_row_of(groups, "participant", person->who, 0) : SIZE_MAX;
            if (row != SIZE_MAX)
                person->of = hinge_table_word(groups, "group", row);
        }
        if (r.n == 0)
            hinge_plot_nothing(p, "it is drawn of one outcome, with a number that is one in each "
                                  "person; hinge-plot paired --by draws one that varies");
    }
    if (!hinge_plot_failed(p)) {
        /* groups in their order, each in the colour that other figures give it */
        const char *asked = text_of(r.request, "group"), *by = *asked != '\0' ? asked : "group";
        for (size_t count = 0; count < 2; count++) { /* found, then arranged */
            for (size_t i = 0; i < r.n; i++) {
                const size_t g = hinge_name_at(r.group, r.n_groups, r.person[i].of);
                if (g == r.n_groups && g < HINGE_LEVELS)
                    r.group[r.n_groups++] = r.person[i].of;
                r.person[i].group = g < HINGE_LEVELS ? g : 0;
                r.people[r.person[i].group] += count;
            }
            hinge_groups_arrange(r.group, r.n_groups, p->request->order);
        }
        for (size_t g = 0; g < r.n_groups; g++) {
            const bool named = strcmp(by, "group") == 0 && p->n_groups > 1;
            r.look[g] =
                named ? hinge_look_within(hinge_plot_group(p, r.group[g]), 0) : hinge_look_of(g);
            r.look[g].size = r.n > MANY ? 1.2 : 1.9;
            r.shown[g] = *r.group[g] == '\0' ? hinge_plot_nameless(p, by)
                                             : hinge_plot_level(p, by, r.group[g]);
        }
        const json_t *axes = json_object_get(r.results, "axes"),
                     *line = json_object_get(r.results, "line");
        const bool each = *hinge_document_word(line, "group", 0) != '\0';
        struct hinge_panel *panel = hinge_plot_panel(
            p, (struct hinge_panel){
                   .height = fmin(p->width * 0.55, 230),
                   .x = {.name = hinge_plot_text(p, "%s", text_of(axes, "x_name")),
                         .scale = json_number_value(json_object_get(axes, "x_scale"))},
                   .y = {.name = hinge_plot_text(p, "%s", text_of(axes, "y_name")),
                         .scale = json_number_value(json_object_get(axes, "y_scale"))}});
        hinge_plot_columns(p, "what,group,participant,x:,y:,ci_low:,ci_high:");
        if (!each)
            draw_line(panel, &r, NULL, hinge_look_zero);
        for (size_t g = 0; each && g < r.n_groups; g++)
            draw_line(panel, &r, r.group[g], r.look[g]);
        for (size_t i = 0; i < r.n; i++) {
            const struct person *person = &r.person[i];
            hinge_panel_mark(panel, &r.look[person->group],
                             hinge_plot_level(p, "participant", person->who), person->x, person->y);
            hinge_plot_row(p, (const char *const[]){"person", person->of, person->who},
                           (const double[]){person->x, person->y, NAN, NAN});
        }
        for (size_t g = 0; r.n_groups > 1 && g < r.n_groups; g++)
            hinge_plot_key(p, &r.look[g], HINGE_SAMPLE_MARK, HINGE_FULL,
                           hinge_plot_people(p, r.shown[g], r.people[g], r.people[g]));
        p->title =
            hinge_plot_text(p, "%s and %s", text_of(axes, "y_name"), text_of(axes, "x_name"));
        for (const char *at = r.sentences; *at != '\0'; at += at[0] == '\n') {
            const char *sentence = hinge_plot_text(p, "%.*s", (int)strcspn(at, "\n"), at);
            at += strcspn(at, "\n");
            hinge_plot_caption(p, "%s ", sentence);
            hinge_plot_finding(p, "%s", sentence);
        }
        hinge_plot_caption(p, "A mark is a person; %s least squares",
                           each ? "each group has its line of" : "the line is of");
        const double level = hinge_result_number(r.request, "level");
        if (!isnan(hinge_document_number(line, "ci_low", 0)))
            hinge_plot_caption(p, ", with its %g %% band (HC3)", isnan(level) ? 95 : 100 * level);
        hinge_plot_caption(p, ".");
    }
    hinge_result_free(found);
}

const struct hinge_figure hinge_figure_relation = {
    .id = "relation",
    .title = "an outcome of people over a number or another outcome, and the line",
    .details =
        "--columns names both: lumbar_fraction,age. It is of the baseline or of --filter, in "
        "the descent or --phase. Marks have the colour of their group, and --by group draws "
        "a line of each. --change cue:dowel-none is of the change. In place of a results file it "
        "takes the JSON of hinge-compare relation, with covariates, too.",
    .analysis = "relation",
    .needs = HINGE_FIGURE_NEEDS_CHOICE,
    .of_one_cell = true,
    .takes = "by,filter,people,people-split,phase,columns,change,allow-inferred,all-tasks,all-reps,"
             "allow-single",
    .draw = draw,
};
