/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheets for recording day, as markdown or HTML: what each tier needs in front of
 * the camera, then one sheet per person and session to tick off. */
#include "protocol/study.h"
#include "reps/reps.h"
#include "result/words.h"

#include <stdio.h>
#include <string.h>

enum { STEPS = 6 };

/* How a tier is recorded, step by step, what it cannot show, and where
 * docs/recording.md tells more: the section's title. */
static const struct {
    char tier;
    const char *step[STEPS], *blind, *more;
} tiers[] = {
    {'A',
     {"Markers: pelvis with both ASIS and both PSIS; thorax with C7, T10, STRN and "
      "CLAV (often forgotten: without them the lumbar spine cannot be measured); "
      "knees, ankles, heels, toes. 50 Hz or more.",
      "Look at the gaps of the PSIS before the person leaves: a shirt hides them.",
      "Export markers (C3D, TRC, CSV), not the model's angles."},
     "Single vertebrae.",
     "A laboratory"},
    {'B',
     {"A camera on a tripod, exactly from the side, at hip height, level, 3 m or more "
      "away; 60 frames a second if possible, at least 30. Head and feet stay in the "
      "picture at the deepest point; no zoom, no pan.",
      "Six stickers of 15 to 20 mm on the side that faces the camera, on skin: C7, T12 "
      "or L1, L5 or S1 (between the dimples), greater trochanter, knee, ankle. Use "
      "half balls on the spine. Add heel and toe for backward hip travel. Add a point "
      "on the head for the rod's contact and the chin (cue dowel).",
      "Name each film as on its sheet, with the ending of the film; track the stickers "
      "in Kinovea and export them (File, Export, Trajectories, CSV) under the name on "
      "the sheet.",
      "Or use sensors on S1, T12/L1 and a thigh instead of camera and stickers, and "
      "export orientation."},
     "Rotation, side shift, knees falling in and pelvic drop on one leg need a second "
     "view. The values describe groups and cues, not one person.",
     "A phone and six stickers"},
    {'C',
     {"A camera on a tripod, exactly from the side, at hip height, level, 3 m or more "
      "away; 30 frames a second or more. Head and feet stay in the picture at the "
      "deepest point; no zoom, no pan. Tight clothes.",
      "Name each film as on its sheet, with the ending of the film; run any pose "
      "estimation that gives shoulder, hip, knee and ankle, and save its keypoints "
      "under the name on the sheet."},
     "The lumbar spine. Such recordings have no lumbar motion, no lumbar fraction and "
     "no rounding; to measure these, use six stickers (tier B).",
     "In every recording"},
};

static size_t tier_of(const struct hinge_protocol *study)
{
    for (size_t i = 0; i < sizeof tiers / sizeof *tiers; i++)
        if (tiers[i].tier == study->options->tier)
            return i;
    return 0;
}

struct page {
    const struct hinge_protocol *study;
    struct hinge_text *out;
    bool html;
};

/* Names are words without markup (checked), the rest is this program's own. */
static void heading(const struct page *page, int level, const char *text)
{
    if (page->html)
        hinge_text_printf(page->out, "<h%d>%s</h%d>\n", level, text, level);
    else
        hinge_text_printf(page->out, "%.*s %s\n\n", level, "####", text);
}

static void paragraph(const struct page *page, const char *text)
{
    hinge_text_printf(page->out, page->html ? "<p>%s</p>\n" : "%s\n\n", text);
}

static void item(const struct page *page, const char *text)
{
    hinge_text_printf(page->out, page->html ? "<li>%s</li>\n" : "- %s\n", text);
}

static const char *const style =
    "body{font:11pt/1.4 system-ui,sans-serif;max-width:48rem;margin:1rem "
    "auto;padding:0 "
    "1rem;color:#111;background:#fff}"
    "table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid "
    "#999;padding:.35rem;text-align:left;vertical-align:top}td:first-child{width:1."
    "5rem}"
    "code{font-size:.9em}td:nth-child(2){white-space:nowrap}"
    ".box{display:inline-block;width:1em;height:1em;border:1.5px solid #111}"
    "@page{margin:15mm}@media "
    "print{body{font-size:10pt;margin:0}section{break-before:page;break-inside:avoid}"
    "tr{break-inside:avoid}}"
    "@media(prefers-color-scheme:dark){@media screen{body{color:#eee;background:#111}"
    ".box{border-color:#eee}}}";

static void open_page(const struct page *page)
{
    if (!page->html)
        return;
    hinge_text_printf(page->out,
                      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                      "style-src 'unsafe-inline'\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width\">\n"
                      "<title>Recording plan</title>\n<style>%s</style>\n</head>\n<body>\n",
                      style);
}

static void add_groups(const struct page *page)
{
    const struct hinge_protocol_options *o = page->study->options;
    struct hinge_text text = {0};
    char task[160];
    snprintf(task, sizeof task, "%s", o->task);
    for (char *p = strchr(task, '_'); p != NULL; p = strchr(p, '_'))
        *p = ' ';
    hinge_text_printf(&text, "%zu people (", page->study->summary.people);
    for (size_t i = 0; i < o->n_groups; i++)
        hinge_text_printf(&text, "%s%s %zu", i > 0 ? ", " : "", o->group[i].name,
                          o->group[i].people);
    hinge_text_printf(&text, "), %zu %s, %zu recordings. Task: %s, %zu repetitions each.",
                      o->sessions, o->sessions == 1 ? "session" : "sessions",
                      page->study->summary.recordings, task, o->reps);
    paragraph(page, hinge_text_string(&text));
    hinge_text_clear(&text);
}

static void say_sequences(const struct hinge_protocol *study, struct hinge_text *out)
{
    for (size_t u = 0; u < study->units; u++) {
        size_t from = study->unit[u], to = study->unit[u + 1];
        if (to - from < 2)
            continue;
        if (out->length > 0 && strchr(" \n", out->data[out->length - 1]) == NULL)
            hinge_text_puts(out, " ");
        hinge_text_puts(out, "Drills of one series keep their order, and the later "
                             "ones include the practice of the earlier ones: ");
        for (size_t i = from; i < to; i++)
            hinge_text_printf(out, "%s%s", study->options->cue[study->in_unit[i]],
                              i + 1 < to ? ", " : ".");
    }
}

void hinge_protocol_say_order(const struct hinge_protocol *study, struct hinge_text *out)
{
    const struct hinge_protocol_options *o = study->options;
    const struct hinge_protocol_summary *s = &study->summary;
    if (o->n_cues < 2) {
        hinge_text_puts(out, "There is one condition, so there is no order.");
        return;
    }
    if (o->baseline_first)
        hinge_text_printf(
            out,
            "%s comes first for each participant, because a cue cannot be unlearnt: a "
            "difference from %s includes the effect of order. ",
            o->cue[0], o->cue[0]);
    if (s->square > 1)
        hinge_text_printf(out,
                          "%s in the order of a Williams design. In each group, %zu people do all "
                          "%zu sequences, in random order (seed %llu). Each condition then appears "
                          "equally often in each position and after each other condition.%s",
                          o->baseline_first ? "The other conditions are" : "The conditions are",
                          s->square, s->square, (unsigned long long)o->seed,
                          study->units < o->n_cues ? " A series of drills counts as one condition."
                                                   : "");
    say_sequences(study, out);
    if (s->unbalanced > 0)
        hinge_text_printf(out,
                          " The order is random but not balanced for %zu %s; to "
                          "balance it, plan groups of a multiple of %zu.",
                          s->unbalanced, s->unbalanced == 1 ? "person" : "people", s->square);
}

/* What a reader calls the recording: "wall tap (4 in)", "rod, standing". */
static const char *name_of(const struct hinge_protocol *study, const struct hinge_protocol_row *row,
                           char *buffer, size_t capacity)
{
    switch (row->role) {
    case HINGE_ROLE_standing:
        return "standing still";
    case HINGE_ROLE_maxflex:
        return "bend as far as you can";
    case HINGE_ROLE_stack_ref:
        return "stacked, standing";
    case HINGE_ROLE_dowel_ref:
        return "rod, standing";
    default:
        return hinge_wording_cell("cue", hinge_protocol_title(study, row), buffer, capacity);
    }
}

/* Asked under a cue, or for a task. */
static const struct {
    const char *cue;
    enum { UNDER_CUE, TOUCHING, ONE_LEG, ON_BLOCK, IN_HANDS } when;
    const char *columns, *note;
} asked[] = {
    {NULL, ONE_LEG, "side", "Standing (front) leg: ☐ left (l) ☐ right (r)."},
    {"wall_tap", UNDER_CUE, "wall_gap_cm", "Gap from the heels ______ cm."},
    {"bench_behind", UNDER_CUE, "bench_gap_cm,bench_height_cm",
     "Gap from the calves ______ cm. Bench ______ cm high."},
    {NULL, TOUCHING, "contact", "Touched: ☐ yes ☐ no."},
    {"heel_block", UNDER_CUE, "heel_block_cm", "Block under the heels ______ cm."},
    {NULL, ON_BLOCK, "block_cm", "Block under the weight ______ cm."},
    {NULL, IN_HANDS, "load_kg", "Load ______ kg."},
};

bool hinge_protocol_has_cue(const struct hinge_protocol_options *options, const char *cue)
{
    bool has = false;
    for (size_t i = 0; i < options->n_cues; i++)
        has = has || strstr(options->cue[i], cue) != NULL;
    return has;
}

/* Of a condition, or of any of the plan's (NULL). */
static bool is_under(const struct hinge_protocol_options *options, const char *cue,
                     const char *word)
{
    return cue != NULL ? strstr(cue, word) != NULL : hinge_protocol_has_cue(options, word);
}

void hinge_protocol_ask(const struct hinge_protocol_options *options, const char *cue,
                        struct hinge_text *columns, struct hinge_text *blanks)
{
    const struct hinge_task *task = hinge_task_find(options->task);
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        const char *under = asked[i].cue;
        bool asks = asked[i].when == ONE_LEG    ? task->unilateral
                    : asked[i].when == ON_BLOCK ? task->on_block
                    : asked[i].when == IN_HANDS ? task->in_hands
                    : asked[i].when == TOUCHING ? is_under(options, cue, "wall_tap") ||
                                                      is_under(options, cue, "bench_behind")
                                                : is_under(options, cue, under);
        if (!asks)
            continue;
        hinge_text_printf(columns, ",%s", asked[i].columns);
        hinge_text_printf(blanks, " %s", asked[i].note);
    }
}

/* The file's name, which may break where its words end. */
static void add_file(const struct page *page, const char *file)
{
    hinge_text_puts(page->out, page->html ? "<td><code>" : "`");
    for (const char *p = file; *p != '\0'; p++) {
        hinge_text_add(page->out, p, 1);
        if (page->html && (*p == '/' || *p == '_'))
            hinge_text_puts(page->out, "<wbr>");
    }
    hinge_text_puts(page->out, page->html ? "</code></td></tr>\n" : "` |\n");
}

/* `place`: of the recording on its sheet, from 1: that is the order of the day. */
static void add_row(const struct page *page, const struct hinge_protocol_row *row, size_t place)
{
    const struct hinge_protocol *study = page->study;
    bool trial = row->role == HINGE_ROLE_trial;
    const char *title = hinge_protocol_title(study, row), *how = hinge_protocol_how(study, row);
    const char *say = trial ? hinge_protocol_read_out(title) : NULL;
    char reps[32] = "", read_out[300], shown[200], name[128];
    if (trial)
        snprintf(reps, sizeof reps, "%zu", study->options->reps);
    if (say != NULL)
        snprintf(read_out, sizeof read_out, "“%s”", say);
    else if (trial)
        snprintf(read_out, sizeof read_out, "%s____________________",
                 *how != '\0' ? how : "write down what you say: ");
    else
        snprintf(read_out, sizeof read_out, "%s", how);
    snprintf(shown, sizeof shown, "%zu.%s%s", place, page->html ? "&nbsp;" : " ",
             name_of(study, row, name, sizeof name));
    struct hinge_text columns = {0}, blanks = {0};
    if (trial)
        hinge_protocol_ask(study->options, title, &columns, &blanks);
    hinge_text_printf(page->out,
                      page->html
                          ? "<tr><td><span class=\"box\"></span></td><td>%s</td><td>%s%s%s</td>"
                            "<td>%s</td>"
                          : "| ☐ | %s | %s%s%s | %s | ",
                      shown, read_out, blanks.length > 0 && page->html ? "<br>" : "",
                      hinge_text_string(&blanks), reps);
    hinge_text_clear(&columns);
    hinge_text_clear(&blanks);
    add_file(page, row->file);
}

static void open_sheet(const struct page *page, const struct hinge_protocol_row *row)
{
    const struct hinge_protocol *study = page->study;
    char title[160];
    snprintf(title, sizeof title, "%s (%s), session %u", study->participant[row->person],
             study->options->group[study->group_of[row->person]].name, row->session);
    if (page->html)
        hinge_text_puts(page->out, "<section>\n");
    heading(page, 2, title);
    hinge_text_puts(page->out,
                    page->html ? "<table><tr><th></th><th>Condition</th><th>Read out, or do</th>"
                                 "<th>Repetitions</th><th>File</th></tr>\n"
                               : "| | Condition | Read out, or do | Repetitions | File |\n"
                                 "|---|---|---|---|---|\n");
}

static void close_sheet(const struct page *page)
{
    hinge_text_puts(page->out, page->html ? "</table>\n" : "\n");
    paragraph(page, "Keep this order. Read the sentence out word for word, and say "
                    "nothing else about the movement. At least 1 minute of rest, "
                    "sitting, before the next condition.");
    hinge_text_puts(page->out, page->html
                                   ? "<p>Date: ____________ Recorded by: ____________</p>\n<p>"
                                     "Remarks: _______________________________________________"
                                     "</p>\n</section>\n"
                                   : "Date: ____________ Recorded by: ____________ Remarks:\n\n");
}

static void add_list(const struct page *page, const char *const *text, size_t most)
{
    hinge_text_puts(page->out, page->html ? "<ul>\n" : "");
    for (size_t i = 0; i < most && text[i] != NULL; i++)
        item(page, text[i]);
    hinge_text_puts(page->out, page->html ? "</ul>\n" : "\n");
}

static void add_how(const struct page *page, size_t tier)
{
    static const char *const always[] = {
        "Two seconds of quiet standing first, and a pause upright between "
        "repetitions: standing is the zero of every change.",
        "Codes only: no name in a file, a folder or a picture.",
        "Write on the sheet what differed from the plan. If you repeat a recording, "
        "keep its name and delete the failed one."};
    static const char *const after[] = {
        "To see which recordings exist: hinge-inspect --planned trials.csv",
        "For a report of these: hinge-run --new FOLDER (once), then hinge-run "
        "FOLDER/study.ini",
        "The study, when all is recorded: hinge-ingest trials.csv -o study.h5, "
        "hinge-analyze study.h5 -o results.h5, and the commands of preregistration.md"};
    char text[200];
    snprintf(text, sizeof text, "How to record (tier %c)", tiers[tier].tier);
    heading(page, 2, text);
    add_list(page, tiers[tier].step, STEPS);
    add_list(page, always, sizeof always / sizeof *always);
    snprintf(text, sizeof text, "More, with examples: docs/recording.md, \"%s\".",
             tiers[tier].more);
    paragraph(page, text);
    heading(page, 2, "What these recordings cannot show");
    paragraph(page, tiers[tier].blind);
    heading(page, 2, "Afterwards");
    paragraph(page, "Save each recording under the name on its sheet, in the folder of "
                    "trials.csv.");
    add_list(page, after, sizeof after / sizeof *after);
}

void hinge_protocol_sheets(const struct hinge_protocol *study, bool html, struct hinge_text *out)
{
    const struct page page = {study, out, html};
    struct hinge_text order = {0};
    size_t place = 0;
    open_page(&page);
    heading(&page, 1, "Recording plan");
    add_groups(&page);
    hinge_protocol_say_order(study, &order);
    paragraph(&page, hinge_text_string(&order));
    add_how(&page, tier_of(study));
    for (size_t i = 0; i < study->rows; i++) {
        const struct hinge_protocol_row *row = &study->row[i], *last = i > 0 ? row - 1 : NULL;
        if (last == NULL || last->person != row->person || last->session != row->session) {
            if (last != NULL)
                close_sheet(&page);
            open_sheet(&page, row);
            place = 0;
        }
        add_row(&page, row, ++place);
    }
    close_sheet(&page);
    if (html)
        hinge_text_puts(out, "</body>\n</html>\n");
    hinge_text_clear(&order);
}
