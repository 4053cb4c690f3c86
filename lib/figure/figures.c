/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures that there are, and the drawing of one; where there is nothing to draw, why. */

#include "figure/kinds/figure.h"
#include "report/print/comparison.h"
#include "report/print/published.h"
#include "report/query.h"

#include <hinge/requests.h>

/* --- Why there is nothing to draw. --- */

void hinge_plot_nothing(struct hinge_plot *plot, const char *format, ...)
{
    char why[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, sizeof why, format, arguments);
    va_end(arguments);
    hinge_plot_refuse(plot, HINGE_INPUT, "%s: no %s figure: %s", plot->request->results,
                      plot->figure->id, why);
}

void hinge_plot_few(struct hinge_plot *plot, const char *more)
{
    struct hinge_people_rule rule = {0, 0};
    char part[64], few[64];
    if (plot->request->opened != NULL)
        hinge_plot_take(plot, hinge_results_rule(plot->request->opened, &rule, plot->error));
    rule = hinge_people_rule_of(rule.min_reps, rule.min_valid, plot->request->allow_single);
    if (!(rule.min_reps > 0)) {
        hinge_plot_nothing(plot, "no participant has enough repetitions%s", more);
        return;
    }
    hinge_people_lacks(&rule, (unsigned)rule.min_reps + 1, part);
    hinge_plot_nothing(plot,
                       "every participant has %s%s%s%s (--allow-single includes people with fewer)",
                       rule.min_valid > 0 ? part : "", rule.min_valid > 0 ? " or " : "",
                       hinge_people_lacks(&rule, 0, few), more);
}

/* The sum of a column of numbers; 0 where there is none. */
static double total(const struct hinge_table *table, const char *name)
{
    double sum = 0;
    for (size_t r = 0; r < table->rows; r++) {
        double number = hinge_table_number(table, name, r);
        sum += number > 0 ? number : 0;
    }
    return sum;
}

void hinge_plot_nobody(struct hinge_plot *plot, const struct hinge_table *table, const char *why)
{
    bool few = total(table, "n") + total(table, "people") < 1 && total(table, "dropped") > 0;
    if (few)
        hinge_plot_few(plot, "; hinge-table reps lists those found");
    else
        hinge_plot_nothing(plot, "%s", why);
}

/* --- Finding a figure and drawing it. --- */

/* The i-th; past the last one without an id. */
static const struct hinge_figure *figure_at(size_t i)
{
    size_t n;
    const struct hinge_figure *const *list = hinge_figure_list(&n);
    size_t map = 0; /* the first: the answer of the page */
    while (map < n && list[map]->needs != HINGE_FIGURE_NEEDS_FACTS)
        map++;
    static const struct hinge_figure none = {.takes = ""};
    return i >= n ? &none : i == 0 ? list[map % n] : list[i <= map ? i - 1 : i];
}

const char *hinge_figure_id(size_t i)
{
    return figure_at(i)->id;
}

const char *hinge_figure_title(size_t i)
{
    return figure_at(i)->title;
}

const char *hinge_figure_details(size_t i)
{
    return figure_at(i)->details;
}

enum hinge_figure_needs hinge_figure_needs(size_t i)
{
    return figure_at(i)->needs;
}

static const char *kind_at(size_t i, const char **takes)
{
    *takes = figure_at(i)->takes;
    return figure_at(i)->id;
}

enum hinge_status hinge_figure_check(const struct hinge_figure_request *request,
                                     struct hinge_error *error)
{
    return hinge_query_check(kind_at, "figure", request->figure, HINGE_QUERY_OF_FIGURE,
                             &request->by, error);
}

void hinge_figure_clear(struct hinge_figure_result *result)
{
    free(result->svg);
    free(result->caption);
    free(result->of);
    hinge_table_clear(&result->data);
    *result = (struct hinge_figure_result){0};
}

bool hinge_figure_is_comparison(const char *path)
{
    return hinge_document_is(path);
}

static void draw(struct hinge_plot *plot, struct hinge_figure_request *whole,
                 struct hinge_figure_result *result)
{
    struct hinge_text caption = {0}, of = {0};
    const char *lead = "";
    struct hinge_svg svg = {0};
    bool by_cue = false;
    const bool of_page = plot->figure->needs == HINGE_FIGURE_NEEDS_FACTS; /* it says it itself */
    cleared_by(hinge_table_clear) struct hinge_table stored = {0};        /* recordings */
    if (!of_page && plot->document == NULL)
        hinge_plot_take(plot, hinge_results_get_table(whole->opened, HINGE_GROUP_TRIALS, &stored,
                                                      plot->error));
    if (!of_page) /* the groups of all recordings, whatever the figure shows of them */
        plot->n_groups = hinge_groups_listed(&plot->arena, &stored, &plot->group);
    if (hinge_listed(plot->figure->takes, ',', "filter") && plot->document == NULL && !of_page) {
        /* the main cell of the recordings, in axes that tell no levels apart; a key of the list's
         * own, such as a camera, may be what differs in the evidence */
        cleared_by(hinge_alike_clear) struct hinge_alike main = {0};
        cleared_by(hinge_table_clear) struct hinge_table faults = {0};
        /* The recordings that --filter keeps. A condition on what was measured in a repetition is
         * of none, and is refused where the figure compares conditions. */
        struct hinge_filter filter = {.n = 0};
        const char *given = whole->filter, *condition = given, *kept = "";
        size_t measured = HINGE_CONDITIONS;
        hinge_plot_take(plot,
                        hinge_filter_read(&plot->arena, "--filter", given, &filter, plot->error));
        if (!hinge_plot_failed(plot))
            hinge_plot_take(plot, hinge_results_get_table(whole->opened, HINGE_GROUP_FAULTS,
                                                          &faults, plot->error));
        for (size_t i = 0; i < filter.n && !hinge_plot_failed(plot); i++) {
            const size_t length = hinge_item_length(condition, '&');
            if (hinge_filter_measures(&faults, filter.condition[i].name) &&
                hinge_table_find(&stored, filter.condition[i].name) < 0) /* none of recordings */
                measured = i;
            else
                kept = hinge_plot_text(plot, "%s%s%.*s", kept, *kept != '\0' ? "&" : "",
                                       (int)length, condition);
            condition += length + (condition[length] == '&');
        }
        whole->filter = kept;
        const struct hinge_table *trials = hinge_plot_table(plot, "trials", "", "all", "");
        whole->filter = given;
        /* refused if a person has several levels of what the cells of the figure are split by */
        const bool compared = measured < filter.n && !plot->figure->of_one_cell;
        bool elsewhere = strcmp(plot->figure->id, "agreement") == 0;
        const char *key, *rest = hinge_plot_by(plot);
        const char *asked =
            hinge_plot_text(plot, "%s,%s,%.*s", rest, whole->columns, /* of a relation */
                            (int)strcspn(whole->change, ":"), whole->change);
        for (size_t length; (key = hinge_next_item(&rest, ',', &length)) != NULL;) {
            const char *name = hinge_arena_copy(&plot->arena, key, length);
            elsewhere = elsewhere || !hinge_is_among(hinge_trial_keys, name);
            if (compared && !hinge_plot_failed(plot) &&
                !hinge_listed("trial,rep,file", ',', name) &&
                hinge_people_vary(trials, "participant", name))
                hinge_plot_take(plot, hinge_filter_refuse("--filter", &filter.condition[measured],
                                                          hinge_plot_text(plot, "the figure %s",
                                                                          plot->figure->id),
                                                          plot->error));
        }
        for (size_t k = 0; k < HINGE_EVIDENCE_AXES && elsewhere; k++)
            asked = hinge_plot_text(plot, "%s,%s", asked, hinge_axes[k].column);
        if (!hinge_plot_failed(plot))
            hinge_alike_find(trials, asked, whole->filter, whole->labels, &main);
        if (main.differs)
            lead = hinge_plot_text(plot, " Of %s; %s.", hinge_text_string(&main.these),
                                   hinge_text_string(&main.others));
        by_cue = main.by_cue;
        whole->filter = hinge_plot_text(plot, "%s", hinge_text_string(&main.filter));
    }
    const bool alike = *lead != '\0';
    if (!hinge_plot_failed(plot))
        plot->figure->draw(plot);
    if (!hinge_plot_failed(plot)) {
        if (plot->chosen != NULL)
            lead = hinge_plot_text(plot, "%s %s", lead, plot->chosen);
        lead = hinge_plot_text(plot, "%s%s", lead, hinge_or_empty(plot->described));
        if (*whole->title != '\0')
            plot->title = whole->title;
        hinge_plot_draw(plot, lead, &svg);
        hinge_text_adds(&plot->caption, lead);
        hinge_display_minus(&caption, hinge_text_string(&plot->caption));
        hinge_text_add(&caption, "", 0); /* none is still a string */
        if (alike && !by_cue)            /* the caption alone says that the baseline is held */
            hinge_display_minus(&of, lead + strlen(" Of "));
        *result = (struct hinge_figure_result){.svg = svg.text.data,
                                               .length = svg.text.length,
                                               .data = plot->data,
                                               .caption = caption.data,
                                               .of = of.data};
        plot->data = (struct hinge_table){0};
    }
}

enum hinge_status hinge_figure_draw(const struct hinge_figure_request *request,
                                    struct hinge_figure_result *result, struct hinge_error *error)
{
    struct hinge_figure_request whole = {0};
    cleared_by(hinge_labels_clear) struct hinge_label_list labels = {0, NULL};
    struct hinge_result *document = NULL;
    *result = (struct hinge_figure_result){0};
    /* the request as the library has it; every text is a string */
    enum hinge_status status = hinge_request_take(&whole, sizeof whole, request, error);
    whole.opened = NULL; /* until this draws */
    HINGE_REQUEST_TEXTS(hinge_request_blank, &whole.results, &whole.figure, &whole.by,
                        &whole.levels, &whole.filter, &whole.people, &whole.people_split,
                        &whole.phase, &whole.columns, &whole.trial, &whole.title, &whole.baseline,
                        &whole.order, &whole.change, &whole.mdc);
    if (!(whole.width_mm > 0))
        whole.width_mm = 180;
    if (status != HINGE_OK)
        return status;
    struct hinge_plot plot = {.request = &whole,
                              .columns = whole.columns,
                              .facts = whole.facts,
                              .rep = whole.rep,
                              .labels = &labels,
                              .width = whole.width_mm * HINGE_POINTS_PER_MM,
                              .error = error};
    plot.figure = hinge_figure_find(whole.figure);
    if (plot.figure == NULL) {
        const char *names[HINGE_IDS_MOST];
        cleared_by(hinge_text_clear) struct hinge_text list = {0};
        size_t n = 0;
        for (; n < HINGE_IDS_MOST && hinge_figure_id(n) != NULL; n++)
            names[n] = hinge_figure_id(n);
        hinge_text_join(&list, names, n, ", ");
        const char *near = hinge_suggest(whole.figure, names, n);
        status = hinge_usage(error, "no figure \"%s\"%s%s%s (there are %s)", whole.figure,
                             near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
                             near != NULL ? "\"?" : "", hinge_text_string(&list));
    } else if (request->opened == NULL && hinge_document_is(whole.results)) {
        /* the JSON of the analysis that the figure is of */
        bool chosen = *whole.by != '\0' || *whole.levels != '\0' || *whole.filter != '\0' ||
                      *whole.phase != '\0' || *whole.columns != '\0' || *whole.change != '\0';
        if (plot.figure->analysis == NULL)
            status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                     "%s: JSON, and %s is drawn from a results file of "
                                     "hinge-analyze; agreement and relation from the JSON of "
                                     "hinge-compare, too",
                                     whole.results, plot.figure->id);
        else if (chosen)
            status = hinge_usage(error,
                                 "%s: the JSON of hinge-compare has its choice made; give "
                                 "rows, levels and outcome to hinge-compare",
                                 whole.results);
        else
            status = hinge_document_read(whole.results, plot.figure->analysis, &document, error);
    } else
        status = hinge_results_share(whole.results, request->opened, &whole.opened, error);
    plot.document = document;
    if (status == HINGE_OK)
        status = hinge_labels_join(request->labels, whole.opened, request->names, &labels, error);
    whole.labels = &labels;
    plot.opened = whole.opened;
    plot.status = status;
    if (status == HINGE_OK)
        draw(&plot, &whole, result);
    for (size_t i = 0; i < plot.n_tables; i++)
        hinge_table_clear(plot.tables[i]);
    hinge_text_clear(&plot.caption);
    hinge_text_clear(&plot.finding);
    hinge_person_curves_clear(&plot.curves);
    hinge_trace_clear(&plot.trace);
    hinge_table_clear(&plot.data);
    hinge_arena_clear(&plot.arena);
    hinge_results_close(whole.opened);
    hinge_result_free(document);
    return plot.status;
}
