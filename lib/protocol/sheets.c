/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plan gives people to read: the sentence of each cue, word for word the same for all
 * (another sentence is another cue), the sheets for recording day, preregistration.md. */
#include "protocol/study.h"

#include "base/parameters.h"
#include "reps/reps.h"
#include "result/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define BACK "Push your hips back until they touch "

static const struct {
    const char *cue, *words;
} sentences[] = {
    {"none", "Bend forward and come up again, the way you normally do."},
    {"wall_tap", "Stand with your heels 3 to 5 in (7.6 to 12.7 cm) from the wall. " BACK "it."},
    {"wall_tap_3in", "Stand with your heels 3 in (7.6 cm) from the wall. " BACK "it."},
    {"wall_tap_4in", "Stand with your heels 4 in (10.2 cm) from the wall. " BACK "it."},
    {"wall_tap_5in", "Stand with your heels 5 in (12.7 cm) from the wall. " BACK "it."},
    {"wall_front", "Stand facing a wall. Push your hips back as if to touch "
                   "the wall behind you."},
    {"button_behind", BACK "a button far behind you."},
    {"dowel", "Keep the rod on your head, your mid-back and your tailbone."},
    {"mirror", "Watch yourself in the mirror as you bend."},
    {"heel_block", "Stand with your heels on the block, 1 to 2 in (2.5 to 5 cm) high."},
    {"bench_front", "Bend without pushing your knees into the bench."},
    {"bench_behind", "Push your hips back until your calves touch the bench, 1 to 2 in "
                     "(2.5 to 5 cm) behind you."},
    {"push_pull", "Pull your hips back, push your knees slightly forward."},
    {"hands_on_hips", "Put your thumbs in the crease of your hips, and let go."},
    {"hands_on_glutes", "Put your hands on your buttocks, and feel them grow."},
    {"thighs_to_chest", "Bring your thighs to your chest, not your chest to your "
                        "thighs."},
    {"reach_kettlebell", "Reach for the bell, and be over it."},
    {"exhale_ribs", "Breathe out, and let your lower ribs go back."},
    {"band_pull", "Let the band pull your hips back."},
    {"limit_depth", "Bend only as deep as the back of your thighs allows."},
    {"reach_hips_not_bend", "Reach back with your hips, don't bend over."},
    {"glute_squeeze_start", "Squeeze your buttocks before you start."},
    {"tuck_tail_start", "Tuck your tailbone under before you start."},
    {"twist_feet", "Screw your feet into the floor, knees out."},
    {"string_head", "A string pulls the top of your head up."},
    {"tall_neck", "Make your neck long."},
    {"drive_hips", "Come up by pushing with your hips, buttocks first."},
    {"control_down", "Lower the weight slowly and under control."},
    {"soft_knees", "Keep your knees soft."},
    {"empty_brace", "Tighten your belly lightly."},
    {"breath_release", "Breathe in, and let your pelvic floor go."},
    {"neutral_spine", "Keep your spine neutral."},
    {"belly_button_in", "Pull your belly button in."},
    {"sit_back", "Imagine sitting back."},
    {"lift_with_knees", "Lift with your knees."},
    {"manual_guidance", "Let my hands move you."},
};

/* The sentence to read out under a cue, NULL for one that is not known. */
static const char *hinge_protocol_read_out(const char *cue)
{
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (strcmp(sentences[i].cue, cue) == 0)
            return sentences[i].words;
    return NULL;
}

/* --- the sheets, as markdown or HTML: what each tier needs in front of the camera, then one per
 * person and session to tick off --- */

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

/* One paragraph: in which order conditions come, and what is not balanced. */
static void hinge_protocol_say_order(const struct hinge_protocol *study, struct hinge_text *out)
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

/* Whether a condition has this cue: "wall_tap", whose gap and contact are asked for. */
static bool hinge_protocol_has_cue(const struct hinge_protocol_options *options, const char *cue)
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

/* --- preregistration.md: what is fixed before anybody is recorded, and what only the user can
 * decide (lines that begin with "DECIDE") --- */

static void add_number(struct hinge_text *out, double value, int digits)
{
    if (isnan(value))
        hinge_text_puts(out, "–");
    else
        hinge_text_printf(out, "%.*f", digits, value);
}

static const char *direction(enum hinge_expected expected)
{
    return expected == HINGE_EXPECT_UP     ? "up"
           : expected == HINGE_EXPECT_DOWN ? "down"
                                           : "towards its target";
}

static void say_outcome(const struct hinge_cue_outcome *outcome, struct hinge_text *out)
{
    if (outcome->is_fault)
        hinge_text_printf(out, "severity of `%s`", outcome->id);
    else
        hinge_text_printf(out, "`%s` (%s)", outcome->id, outcome->phase);
    hinge_text_printf(out, " %s", direction(outcome->expected));
}

static void say_cue(const char *id, const struct hinge_cue *cue, struct hinge_text *out)
{
    hinge_text_printf(out, "| `%s` | ", id);
    if (cue == NULL)
        hinge_text_puts(out, "DECIDE: this cue is yours; name one outcome and its "
                             "direction | | |\n");
    else if (cue->primary.id == NULL)
        hinge_text_printf(out, "DECIDE: %s; choose another outcome | ", cue->unmeasured);
    else {
        if (cue->done.id != NULL)
            hinge_text_printf(out, "`%s` (%s) of its own recordings; then ", cue->done.id,
                              cue->done.phase);
        say_outcome(&cue->primary, out);
    }
    if (cue == NULL)
        return;
    if (cue->primary.id != NULL)
        hinge_text_puts(out, " | ");
    for (int i = 0; i < HINGE_CUE_SECONDARY_MAX && cue->secondary[i].id != NULL; i++) {
        hinge_text_puts(out, i > 0 ? "; " : "");
        say_outcome(&cue->secondary[i], out);
    }
    if (cue->later != NULL)
        hinge_text_printf(out, "; `%s` in the uncued recordings after it", cue->later);
    hinge_text_printf(out, " | %s |\n", cue->watch != NULL ? cue->watch : "");
}

static void add_question(const struct hinge_protocol *study, struct hinge_text *out)
{
    const struct hinge_protocol_options *o = study->options;
    hinge_text_puts(out, "# Preregistration\n\n## Question\n\n");
    if (o->n_cues > 1) {
        hinge_text_printf(out, "Do these cues change how people bend, against `%s`:", o->cue[0]);
        for (size_t i = 1; i < o->n_cues; i++)
            hinge_text_printf(out, "%s `%s`", i > 1 ? "," : "", o->cue[i]);
        hinge_text_puts(out, "? ");
    }
    if (o->n_groups > 1) {
        hinge_text_puts(out, "Do these groups bend differently:");
        for (size_t i = 0; i < o->n_groups; i++)
            hinge_text_printf(out, "%s `%s`", i > 0 ? "," : "", o->group[i].name);
        hinge_text_puts(out, "? ");
    }
    hinge_text_printf(out,
                      "Task: `%s`.\n\n"
                      "DECIDE: why it matters, and for which people the answer should hold.\n\n"
                      "",
                      o->task);
}

static void add_people(const struct hinge_protocol *study, struct hinge_text *out)
{
    const struct hinge_protocol_options *o = study->options;
    hinge_text_puts(out, "## People\n\n| Group | n | Definition |\n|---|---|---|\n");
    for (size_t i = 0; i < o->n_groups; i++)
        hinge_text_printf(out, "| %s | %zu | DECIDE: criteria of this group, in numbers |\n",
                          o->group[i].name, o->group[i].people);
    hinge_text_printf(out,
                      "\n%zu people, %zu %s, %zu recordings of %zu repetitions (%zu of the "
                      "recordings are references). Recorded as tier %c.\n\n",
                      study->summary.people, o->sessions, o->sessions == 1 ? "session" : "sessions",
                      study->summary.recordings, o->reps, study->summary.references, o->tier);
    hinge_protocol_say_order(study, out);
    hinge_text_puts(out, "\n\n");
}

static void add_outcomes(const struct hinge_protocol *study, struct hinge_text *out)
{
    const struct hinge_protocol_options *o = study->options;
    hinge_text_puts(out, "## Outcomes\n\n");
    if (o->n_groups > 1)
        hinge_text_puts(out, "Between groups: `lumbar_fraction` of the descent.\n\n");
    if (o->n_cues > 1) {
        hinge_text_puts(out,
                        "One primary outcome for each cue. Directions are hypotheses from the "
                        "coaching literature; all tests are two-sided.\n\n"
                        "| Cue | Primary outcome | Secondary | Watched for |\n|---|---|---|---|\n");
        for (size_t i = o->baseline_first || hinge_same_name(o->cue[0], "none") ? 1 : 0;
             i < o->n_cues; i++)
            say_cue(o->cue[i], hinge_cue_find(o->cue[i]), out);
        hinge_text_puts(out, "\nEach difference is also computed at matched depth (0.9 "
                             "of the smaller of a person's median depths), because a "
                             "shallower bend lowers it by itself.\n\n");
    }
}

static void add_analysis(const struct hinge_protocol *study, struct hinge_text *out)
{
    const struct hinge_protocol_options *o = study->options;
    struct hinge_parameters parameters;
    hinge_parameters_init(&parameters);
    hinge_text_printf(
        out,
        "## Exclusions\n\n"
        "Recordings that hinge-ingest refuses and repetitions that hinge-analyze "
        "refuses, each with its reason code, counted by group (`hinge-table missing`); "
        "partial repetitions; people with fewer than %d valid repetitions in a "
        "condition, in that condition. No participant is excluded after the results "
        "are seen.\n\n"
        "DECIDE: medical exclusions before recording.\n\n"
        "",
        (int)parameters.agg_min_reps);
    hinge_text_puts(out, "## Analysis\n\nThe participant is the unit: repetitions are "
                         "averaged within a recording, recordings within a participant. "
                         "hinge-run runs these commands; its report quotes them.\n\n");
    if (o->n_cues > 1) {
        hinge_text_printf(out,
                          "**Cues.** Each cue is compared with `%s` within participants: mean "
                          "difference (cue minus `%s`) with its t interval, d_z, and p by sign "
                          "flips. "
                          "alpha = %.3g, two-sided, over the %zu primary outcome%s by Holm. "
                          "Secondary "
                          "outcomes and faults are exploratory and not adjusted.%s\n\n"
                          "`hinge-compare cues results.h5 --condition cue --baseline %s "
                          "--mdc auto`\n\n",
                          o->cue[0], o->cue[0], o->alpha, o->n_cues - 1, o->n_cues > 2 ? "s" : "",
                          o->n_groups == 2
                              ? " The change of each primary outcome is compared between "
                                "the two groups by Welch's t test (group by cue)."
                              : "",
                          o->cue[0]);
        if (hinge_protocol_has_cue(o, "wall_tap"))
            hinge_text_puts(out, "Contact with the wall is an outcome only if it is "
                                 "written down: 1 or 0 in the column `contact` of "
                                 "trials.csv.\n\n");
    }
    if (o->n_groups > 1)
        hinge_text_printf(
            out,
            "**Groups.** Means of participants%s%s%s, compared by Welch's t test, "
            "alpha = %.3g, two-sided, on one primary outcome; a permutation p is given "
            "beside it. The other outcomes are exploratory, with Holm's correction.\n\n"
            "`hinge-compare groups results.h5 --group group --order %s,%s%s%s`\n\n",
            o->n_cues > 1 ? " under `" : "", o->n_cues > 1 ? o->cue[0] : "",
            o->n_cues > 1 ? "`" : "", o->alpha, o->group[0].name, o->group[1].name,
            o->n_cues > 1 ? " --filter cue=" : "", o->n_cues > 1 ? o->cue[0] : "");
    hinge_text_printf(out, "Measurement error: %s\n\n",
                      o->sessions > 1
                          ? "MDC95 of each outcome from the sessions of this study (`--mdc auto`)."
                          : "DECIDE: MDC95 from two sessions of at least 10 people (`--mdc FILE`); "
                            "until then Laird 2016 (8 to 15 % of the lumbar contribution, MDC90).");
}

static void add_least_row(struct hinge_text *out, const char *test, double alpha,
                          size_t comparisons, double least, const char *unit)
{
    hinge_text_printf(out, " | %s, alpha = %.3g", test, alpha);
    if (comparisons > 1)
        hinge_text_printf(out, "/%zu", comparisons);
    hinge_text_printf(out, " | %.2f %s |\n", least, unit);
}

/* What each question finds: in standard deviations, as outcomes differ in their unit.
 */
static void add_least(const struct hinge_protocol *study, struct hinge_text *out)
{
    const struct hinge_protocol_options *o = study->options;
    const struct hinge_protocol_summary *s = &study->summary;
    if (isnan(s->least_dz) && isnan(s->least_group_d))
        return;
    hinge_text_puts(out, "Differences that can be detected with a power of .80, in "
                         "standard deviations:\n\n"
                         "| Question | Test | Difference |\n|---|---|---|\n");
    for (size_t i = 1; i < o->n_cues && !isnan(s->least_dz); i++) {
        const struct hinge_cue *cue = hinge_cue_find(o->cue[i]);
        hinge_text_printf(out, "| `%s`: ", o->cue[i]);
        if (cue != NULL && cue->primary.id != NULL)
            say_outcome(&cue->primary, out);
        else
            hinge_text_puts(out, "DECIDE: its outcome");
        add_least_row(out, "paired t", o->alpha, o->n_cues - 1, s->least_dz,
                      "SD of participants' differences (d_z)");
    }
    if (!isnan(s->least_group_d)) {
        hinge_text_printf(out, "| %s (%zu) and %s (%zu)", o->group[0].name, o->group[0].people,
                          o->group[1].name, o->group[1].people);
        add_least_row(out, "two-sample t", o->alpha, 1, s->least_group_d,
                      "SD between participants (d)");
    }
    if (!isnan(s->least_interaction_d)) {
        hinge_text_puts(out, "| group by cue: the change differs between the groups");
        add_least_row(out, "two-sample t of the changes", o->alpha, 1, s->least_interaction_d,
                      "SD of the changes (d)");
    }
    hinge_text_puts(out, "\n");
}

static void add_size(const struct hinge_protocol *study, struct hinge_text *out)
{
    const struct hinge_protocol_options *o = study->options;
    const struct hinge_protocol_numbers *n = &study->numbers;
    hinge_text_puts(out, "## How many people\n\n");
    add_least(study, out);
    if (n->comparisons > 0) {
        hinge_text_printf(
            out,
            "Assumed for the lumbar fraction: a change of %g by a cue. Standard "
            "deviations: %g of the cue's effect between people, %g between trials, %g "
            "between repetitions. DECIDE: replace them by those of a pilot "
            "(`--effect`, "
            "`--sd-…`); the defaults come from simulated cohorts.\n\n"
            "",
            o->effect, o->sd_effect, o->sd_trial, o->sd_rep);
        hinge_text_printf(out,
                          "The standard deviation of participants' differences is then %.4f (d_z = "
                          "%.2f). At alpha = %.3g/%zu (the strictest step of Holm's method):\n\n"
                          "| | |\n|---|---|\n| power with %zu people, paired t | ",
                          n->sd_difference, n->dz, o->alpha, n->comparisons, study->summary.people);
        add_number(out, study->summary.power, 2);
        hinge_text_puts(out, " |\n");
        hinge_text_puts(out, "| people for a power of .80 | ");
        add_number(out, n->n_80, 0);
        hinge_text_puts(out, " |\n| people for a power of .90 | ");
        add_number(out, n->n_90, 0);
        hinge_text_puts(out, " |\n| smallest change detected with a power of .80 | ");
        add_number(out, n->least_effect, 3);
        hinge_text_puts(out, " |\n\n");
    }
    hinge_text_puts(out, "DECIDE: how many more participants are recorded, because "
                         "some will drop out.\n");
}

void hinge_protocol_preregistration(const struct hinge_protocol *study, struct hinge_text *out)
{
    add_question(study, out);
    add_people(study, out);
    add_outcomes(study, out);
    add_analysis(study, out);
    add_size(study, out);
}
