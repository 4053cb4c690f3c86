/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record and a frame → a sentence. A frame is a row of texts, one for each state of its record
 * (NULL: that of *differs*, of a change of the depth that of *none*): {x} is a slot, {+up:down} the
 * word of the sign, [a|b] the first part whose slots all have a text, or nothing. */
#include "result/say.h"

#include "result/template.h"

/* clang-format off */
#define TESTED "[95%\xc2\xa0" "CI {span}, ]{p}"
#define RULED_OUT "a difference of more than {margin} is <b>ruled out</b> (margin {margin_of})"
#define CLEAR "[; " RULED_OUT "]"
#define UNCLEAR                                                                                    \
    "[, not significant after correction for {corrected}]"                                   \
    "[: " RULED_OUT "|: no difference (within {within})|: undecided, a difference of up to {up_to} is possible"                        \
    "[; to rule out {beyond}: {takes} (<code>hinge-plan --how-many</code>)]]"
#define N "n&nbsp;=&nbsp;{n}"
#define SPAN "[95%&nbsp;CI {span}, ]"
#define SMALL " <small>({exploratory}" TESTED ", " N ")</small>"
#define SMALL_SPAN " <small>({exploratory}" SPAN N ")</small>"
#define AS_CHANGE "the change in {outcome}[ from that {than}] was "
#define AS_SPLIT "[{With}, {outcome} was <b>{each}</b> than {than} ({between}, n&nbsp;=&nbsp;{ns}); in all {signed} (" TESTED ", " N ")|"
#define BENDS "[in {k} of {n} sessions more|{within}no more|more] than bends vary"
#define UNTESTED "[; {untested} could not be tested]"
#define NOT_CLEAR "[: a difference of more than {margin} is ruled out|, not significant after correction for {corrected}|: no difference (within {within})|: undecided, a difference of up to {up_to} is possible[; to rule out {beyond}: {takes} (hinge-plan --how-many)]]."
#define SURE "[. A difference of more than {margin} is ruled out].[{against} This is against the expected direction.]"
#define CHOSEN "change {change}; n = {n}); chosen by the same bends, so part of the change is regression to the mean"
#define SET " (95% CI {span}, n = {n}; {each} a bend; exploratory)"
/* Only changes in one direction are more and less. */
#define APART(BEFORE) "[{outcome} {way} {size} more in {most} than in {least}|" BEFORE " {size} apart]"

static const struct {
    const char *id, *text[HINGE_SAIDS];
} frames[HINGE_FRAMES] = {
    [HINGE_SAY_TITLE_SHARE] = {"title_share", {[HINGE_SAID_DIFFERS] = "{a} bent {of_a} from the spine, {b} {of_b}",
         [HINGE_SAID_NONE] = "[{a} and {b} differ by less than {margin}|no clear difference between {a} and {b}] in how much came from the spine"}},
    [HINGE_SAY_TITLE_LEAN] = {"title_lean", {[HINGE_SAID_DIFFERS] = "{a} leaned {of_a} forward, {b} {of_b}",
         [HINGE_SAID_NONE] = "[{a} and {b} differ by less than {margin}|no clear difference between {a} and {b}] in trunk lean"}},
    [HINGE_SAY_TITLE_OUTCOME] = {"title_outcome", {[HINGE_SAID_DIFFERS] = "{outcome} was {of_a} in {a} and {of_b} in {b}",
         [HINGE_SAID_NONE] = "[{a} and {b} differ by less than {margin}|no clear difference between {a} and {b}] in {outcome}[, not clear after correction for {corrected} ({p})]"}},
    [HINGE_SAY_TITLE_PAIRS] = {"title_pairs", {[HINGE_SAID_DIFFERS] = "{levels}: [{every} two differ|{k} of {m} pairs differ]" UNTESTED,
         [HINGE_SAID_NONE] = "no clear difference between {groups} groups in {outcome} ({low} to {high})" UNTESTED}},
    [HINGE_SAY_TITLE_CUE] = {"title_cue", {[HINGE_SAID_DIFFERS] = "{with}, {outcome} was [{each}|{size} {dir}]",
         [HINGE_SAID_DEPENDS] = "{with}, the bend was {bend}",
         [HINGE_SAID_NONE] = "[{with}, {outcome} was {each}|no clear change in {outcome} {with}]"}},
    [HINGE_SAY_TITLE_CUES] = {"title_cues", {[HINGE_SAID_DIFFERS] = "[{with}, {only} tested, {outcome} was {size} {dir}"
                                "|{k} of {m} {cues} [{changed} their own outcome[, {cue}: {outcome} {signed}]|{+raised:lowered} {outcome}[, {cue}: {size}]]]",
         [HINGE_SAID_DEPENDS] = "no clear change with any of {m} {cues} at equal depth",
         [HINGE_SAID_NONE] = "no clear change with [{only} tested|any of {m} {cues}]"}},
    [HINGE_SAY_TITLE_PERSON] = {"title_person", {[HINGE_SAID_DIFFERS] = "{with}, {outcome} was {size} {dir}, " BENDS}},
    [HINGE_SAY_PERSON] = {"person", {[HINGE_SAID_DIFFERS] = BENDS " (±{limit})"}},
    [HINGE_SAY_LOADS_ONE] = {"loads_one", {[HINGE_SAID_DIFFERS] = "{outcome} was {size} {dir}",
         [HINGE_SAID_DEPENDS] = "the bend was {bend}",
         [HINGE_SAID_NONE] = "no clear change in {outcome}",
         [HINGE_SAID_FEW] = "{outcome} changed by {signed}, [{alike}alike in all, so there is no test|of too few people for a test]"}},
    [HINGE_SAY_LOADS_BETWEEN] = {"loads_between", {[HINGE_SAID_DIFFERS] = "{outcome} changed by {changes}",
         [HINGE_SAID_NONE] = "[{a} and {b} differ by less than {margin}|no clear difference between {a} and {b}] in the change of {outcome}",
         [HINGE_SAID_FEW] = "too few people in each group for a test"}},
    [HINGE_SAY_LOADS_PAIRS] = {"loads_pairs", {[HINGE_SAID_DIFFERS] = "{k} of {m} pairs of groups differ in the change of {outcome}"}},
    [HINGE_SAY_LINE_CUE] = {"line_cue", {[HINGE_SAID_DIFFERS] = "{With}, {outcome} was [{each}; in all {signed}|{size} {dir}] ([95%\xc2\xa0" "CI {span}, ]n\xc2\xa0=\xc2\xa0{n})[; at equal depth {equal}]."}},
    [HINGE_SAY_ALSO] = {"also", {[HINGE_SAID_DIFFERS] = "{outcome} {size} {dir}[ ({limits})][ ({depends})][, at equal depth {equal}][ {under}]",
         [HINGE_SAID_DEPENDS] = "{outcome}[ (at equal depth {equal})]"}},
    [HINGE_SAY_ALSO_BETWEEN] = {"also_between", {[HINGE_SAID_DIFFERS] = "the change in {outcome} ({changes}[; {a} minus {b} {signed}, 95% CI {limits}])[ {under}]"}},
    [HINGE_SAY_SPLIT] = {"split", {[HINGE_SAID_DIFFERS] = "{With}: {between}, n\xc2\xa0=\xc2\xa0{ns}."}},
    [HINGE_SAY_EQUAL] = {"equal", {[HINGE_SAID_DIFFERS] = "[{With}, at equal depth: {equal}.]"}},
    [HINGE_SAY_LINE_ALSO] = {"line_also", {[HINGE_SAID_DIFFERS] = "Also (exploratory[, {tests} tests]): {list}[, and {rest} more].",
         [HINGE_SAID_NONE] = "[None of {tests} further outcomes differed|The one further outcome did not clearly differ]."}},
    [HINGE_SAY_ANSWER_CHANGE] = {"answer_change", {[HINGE_SAID_DIFFERS] = "{title} was {size} {dir} than {second} ({level}% CI {limits}, n = {n}; {p})" SURE,
         [HINGE_SAID_NONE] = "{No} clear change in {outcome}: {signed} ({level}% CI {limits}, n = {n}; {p})" NOT_CLEAR,
         [HINGE_SAID_FEW] = "{title} was {of_second} {second} and {of_first} {first} ([n = {n}); {needed} are needed for a test|" CHOSEN "|all changed alike, so there is no interval; n = {n})]."}},
    [HINGE_SAY_ANSWER_GROUPS] = {"answer_groups", {[HINGE_SAID_DIFFERS] = "{title} was {size} {dir} {first} than {second} ({level}% CI {limits}; n = {n}; {p})" SURE,
         [HINGE_SAID_NONE] = "{No} clear difference in {the}{outcome}: {a} minus {b} {signed} ({level}% CI {limits}; n = {n}; {p})" NOT_CLEAR,
         [HINGE_SAID_FEW] = "{title} was {of_first} {first} and {of_second} {second} ([n = {n}); {needed} in each are needed for a test|" CHOSEN "|no variation, so there is no interval; n = {n})]."}},
    [HINGE_SAY_OTHERS] = {"others", {[HINGE_SAID_DIFFERS] = " Also changed (exploratory[, Holm over {tests} tests]): {list}.",
         [HINGE_SAID_DEPENDS] = " Changed with the depth of the bends: {list}."}},
    [HINGE_SAY_BEND] = {"bend", {[HINGE_SAID_DIFFERS] = "{size} {+deeper:less deep}"}},
    [HINGE_SAY_CURVE] = {"curve", {[HINGE_SAID_DIFFERS] = "[{outcome} of {a} ]differs from {b} [at {where}|(SPM)]"}},
    [HINGE_SAY_VISITS_ONE] = {"visits_one", {[HINGE_SAID_DIFFERS] = "from {heading}, {outcome} {+rose:fell} by {size}" SMALL_SPAN,
         [HINGE_SAID_DEPENDS] = "{to}, the bend was {bend} than {than} <small>({exploratory}" N ")</small>",
         [HINGE_SAID_NONE] = "no clear change in {outcome} from {heading}: {signed}" SMALL_SPAN "[, not clear after correction for {corrected} ({p})]",
         [HINGE_SAID_FEW] = "from {heading}, {outcome} changed by {signed} <small>(" N ")</small>; [{alike}all changed alike, so there is no test|{needed} people are needed for a test]"}},
    [HINGE_SAY_VISITS_BETWEEN] = {"visits_between", {[HINGE_SAID_DIFFERS] = "[{came}|from {heading}, {outcome} changed by {changes}] <small>({exploratory}n&nbsp;=&nbsp;{n})</small>",
         [HINGE_SAID_NONE] = "[{a} and {b} differ by less than {margin} in the change of {outcome} from {heading}|no clear difference in the change of {outcome} from {heading}[: {changes}]] <small>({exploratory}n&nbsp;=&nbsp;{n})</small>",
         [HINGE_SAID_FEW] = "too few people in {a} and {b} to test the change of {outcome} from {heading} <small>(n&nbsp;=&nbsp;{n})</small>"}},
    [HINGE_SAY_VISITS_PAIRS] = {"visits_pairs", {[HINGE_SAID_DIFFERS] = "{k} of {m} pairs of groups differ in the change of {outcome} from {heading}",
         [HINGE_SAID_NONE] = "no clear difference between any of {m} pairs of groups in the change of {outcome} from {heading}",
         [HINGE_SAID_FEW] = "too few people in each group to test the change from {heading}"}},
    [HINGE_SAY_CHANGE_ONE] = {"change_one", {[HINGE_SAID_DIFFERS] = "{outcome} was {size} {dir}[ than {than}]" SMALL "[; at equal depth {equal}]" CLEAR,
         [HINGE_SAID_DEPENDS] = "the bend was {bend}[ than {than}], and {outcome} changed with it ({signed}, " TESTED ", " N ")[; at equal depth {equal}|, without a value at equal depth]",
         [HINGE_SAID_NONE] = "no clear change in {outcome}[ from that {than}]: {signed}" SMALL UNCLEAR,
         [HINGE_SAID_FEW] = AS_CHANGE "{signed} <small>(" N ")</small>; [{alike}all changed alike, so there is no test|{needed} people are needed for a test]"}},
    [HINGE_SAY_CHANGE_BETWEEN] = {"change_between", {[HINGE_SAID_DIFFERS] = AS_CHANGE "{changes}; " APART("these changes are") SMALL CLEAR,
         [HINGE_SAID_NONE] = AS_CHANGE "{changes}; no clear difference of these changes <small>({exploratory}{a} minus {b} {signed}, " TESTED ", " N ")</small>" UNCLEAR,
         [HINGE_SAID_FEW] = AS_CHANGE "{changes} <small>(" N ")</small>; {needed} people in each group are needed for a test"}},
    [HINGE_SAY_CHANGE_PAIRS] = {"change_pairs", {[HINGE_SAID_DIFFERS] = AS_CHANGE "{changes}; [these changes differ: {list}|{k} of {m} pairs of groups differ in these changes]" UNTESTED " <small>(" N ")</small>",
         [HINGE_SAID_NONE] = AS_CHANGE "{changes}; no clear difference of these changes between [{only}|any of {m} pairs of groups]" UNTESTED " <small>(" N ")</small>"}},
    [HINGE_SAY_CUE] = {"cue", {[HINGE_SAID_DIFFERS] = AS_SPLIT "{With}, {outcome} was <b>{size} {dir}</b> than {than} (" TESTED ", " N "[; {by}])[; at equal depth {equal}]" CLEAR "].",
         [HINGE_SAID_DEPENDS] = "{With}, the bend was <b>{bend}</b>, and {outcome} changed with it ({signed}, " TESTED ", " N ")[; at equal depth {equal}|, without a value at equal depth].",
         [HINGE_SAID_NONE] = AS_SPLIT "{With}: <b>no clear change</b> in {outcome}, {signed} (" TESTED ", " N "[; {by}])" UNCLEAR "].",
         [HINGE_SAID_FEW] = "{With}, {outcome} was <b>{cued}</b>, against {base} {than} (" N "); [{alike}all changed alike, so there is no test.|{needed} are needed for a test. <code>hinge-compare within</code> tests nevertheless.]"}},
    [HINGE_SAY_GROUPS] = {"groups", {[HINGE_SAID_DIFFERS] = "<b>{size} {dir}</b> in {a} than in {b} (" TESTED ", n&nbsp;=&nbsp;{na} and {nb})" CLEAR ".",
         [HINGE_SAID_NONE] = "<b>no clear difference</b>, {signed} (" TESTED ", n&nbsp;=&nbsp;{na} and {nb})" UNCLEAR ".",
         [HINGE_SAID_FEW] = "[{alike}The values do not vary, so there is no test (n&nbsp;=&nbsp;{na} and {nb}).|{needed} people in each group are needed for a test (n&nbsp;=&nbsp;{na} and {nb}), so the table has values only. <code>hinge-compare between</code> tests nevertheless.]"}},
    [HINGE_SAY_PAIR] = {"pair", {[HINGE_SAID_DIFFERS] = "It was <b>{size} {dir}</b> in {a} than in {b} (" TESTED ", n&nbsp;=&nbsp;{na} and {nb})" CLEAR ". ",
         [HINGE_SAID_NONE] = "<b>No clear difference</b> between {a} and {b}, {signed} (" TESTED ", n&nbsp;=&nbsp;{na} and {nb})" UNCLEAR ". ",
         [HINGE_SAID_FEW] = ""}},
    [HINGE_SAY_FURTHER] = {"further", {[HINGE_SAID_DIFFERS] = "{list} differed after Holm’s correction.",
         [HINGE_SAID_NONE] = "none differed clearly after Holm’s correction."}},
    [HINGE_SAY_RANGE] = {"range", {[HINGE_SAID_DIFFERS] = "Largest hip flexion {+rose:fell} by <b>{size}</b> from {from} to {to}[ in {people}] (" SPAN "exploratory, " N "). ",
         [HINGE_SAID_NONE] = "No clear change in largest hip flexion: <b>{signed}</b> from {from} to {to}[ in {people}] (" SPAN "exploratory, " N ")[, not significant after correction for {corrected}]. ",
         [HINGE_SAID_FEW] = "The change in largest hip flexion was <b>{signed}</b> from {from} to {to}[ in {people}] (" SPAN N "). "}},
    [HINGE_SAY_RANGE_BETWEEN] = {"range_between", {[HINGE_SAID_DIFFERS] = "From {from} to {to} it changed differently: {a} minus {b} <b>{signed}</b> (" SPAN "exploratory, " N "). ",
         [HINGE_SAID_NONE] = "No clear difference of these changes from {from} to {to}: {a} minus {b} <b>{signed}</b> (" SPAN "exploratory, " N ")[, not significant after correction for {corrected}]. ",
         [HINGE_SAID_FEW] = "Of these changes from {from} to {to}, {a} minus {b} is <b>{signed}</b> (" SPAN N "). "}},
    [HINGE_SAY_SET] = {"set", {[HINGE_SAID_DIFFERS] = "In the second half of the set {outcome} was {size} {dir} than in the first[ in {group}]" SET ".",
         [HINGE_SAID_NONE] = "[In {group}: second|Second] half of the set minus the first: {signed}" SET "."}},
    [HINGE_SAY_SET_CUE] = {"set_cue", {[HINGE_SAID_DIFFERS] = "In the second half of the set the change in {outcome} {with} was {second}, in the first {first} (difference {signed}, 95% CI {span}, n = {n}; exploratory)[: it{wears} wore off]."}},
    [HINGE_SAY_PLACE] = {"place", {[HINGE_SAID_DIFFERS] = "In what came second {outcome} was {size} {dir} than in what came first, with or without the cue (95% CI {span}, n = {ns} in the two orders; exploratory)."}},
};
/* clang-format on */

enum hinge_said hinge_said_of(const struct hinge_planned_outcome *record)
{
    return record->verdict == NULL         ? HINGE_SAID_FEW
           : hinge_planned_depends(record) ? HINGE_SAID_DEPENDS
           : hinge_planned_differs(record) ? HINGE_SAID_DIFFERS
                                           : HINGE_SAID_NONE;
}

struct hinge_said_count hinge_said_count(const struct hinge_planned_outcome *const *record,
                                         size_t n)
{
    struct hinge_said_count count = {.all = n};
    for (size_t i = 0; i < n; i++) {
        const enum hinge_said state = hinge_said_of(record[i]);
        count.differ += state == HINGE_SAID_DIFFERS;
        if (state != HINGE_SAID_FEW)
            count.only = count.tested++ == 0 ? record[i] : NULL;
        if (count.most == NULL || state > hinge_said_of(count.most))
            count.most = record[i];
    }
    return count;
}

struct saying {
    const struct hinge_planned_outcome *record;
    const struct hinge_slot *slot;
    void (*escape)(struct hinge_text *, const char *);
    struct hinge_text *out;
};

/* Adds what stands between braces; false: nothing does. */
static bool add_slot(const struct saying *s, const char *name, size_t n)
{
    const char *colon = memchr(name, ':', n);
    if (*name == '+' && colon != NULL) { /* the word of the sign */
        const bool up = !(s->record->diff.value < 0);
        hinge_text_add(s->out, up ? name + 1 : colon + 1,
                       (size_t)(up ? colon - name - 1 : name + n - colon - 1));
        return true;
    }
    const struct hinge_slot *slot = s->slot;
    while (slot->name != NULL && (strncmp(slot->name, name, n) != 0 || slot->name[n] != '\0'))
        slot++;
    if (slot->name == NULL || slot->text == NULL)
        return false;
    (s->escape != NULL ? s->escape : hinge_text_adds)(s->out, slot->text);
    return true;
}

/* Adds a part up to its end, '|' or ']'; false: a slot of it has no text. */
static bool fill(const struct saying *s, const char **at)
{
    bool whole = true;
    while (**at != '\0' && **at != '|' && **at != ']') {
        const size_t n = strcspn(*at, "{[|]");
        if (n > 0) {
            hinge_text_add(s->out, *at, n);
            *at += n;
        } else if (**at == '{') {
            const char *end = strchr(*at, '}');
            if (end == NULL) { /* of a user's own text, which is printed as it is */
                hinge_text_adds(s->out, *at);
                *at += strlen(*at);
                break;
            }
            whole = add_slot(s, *at + 1, (size_t)(end - *at - 1)) && whole;
            *at = end + 1;
        } else {
            bool done = false;
            while (**at == '[' || **at == '|') {
                const size_t before = s->out->length;
                ++*at;
                const bool is = fill(s, at);
                if (done || !is)
                    s->out->length = before;
                done = done || is;
            }
            *at += **at == ']';
        }
    }
    return whole;
}

/* "say.cue.differs" */
static void add_name(enum hinge_frame frame, enum hinge_said state, struct hinge_text *out)
{
    static const char *const name[HINGE_SAIDS] = {"few", "none", "depends", "differs"};
    hinge_text_printf(out, "say.%s.%s", frames[frame].id, name[state]);
}

void hinge_say_add_frames(struct hinge_text *out)
{
    cleared_by(hinge_text_clear) struct hinge_text name = {0};
    hinge_text_adds(out, "{{<sentences}}\n");
    for (size_t k = 0; k < (size_t)HINGE_FRAMES * HINGE_SAIDS; k++) {
        const char *text = frames[k / HINGE_SAIDS].text[k % HINGE_SAIDS];
        name.length = 0;
        add_name((enum hinge_frame)(k / HINGE_SAIDS), (enum hinge_said)(k % HINGE_SAIDS), &name);
        if (text != NULL)
            hinge_text_printf(out, "{{<%s}}%s{{/%s}}\n", name.data, text, name.data);
    }
    hinge_text_adds(out, "{{/sentences}}");
}

void hinge_say(const struct hinge_planned_outcome *record, enum hinge_frame frame,
               const struct hinge_slot *slot, void (*escape)(struct hinge_text *, const char *),
               const char *theirs, struct hinge_text *out)
{
    enum hinge_said state = hinge_said_of(record);
    if (state == HINGE_SAID_DEPENDS && frames[frame].text[state] == NULL)
        state = HINGE_SAID_NONE;
    if (frames[frame].text[state] == NULL)
        state = HINGE_SAID_DIFFERS;
    const struct saying s = {record, slot, frame >= HINGE_SAY_MARKED ? escape : NULL, out};
    cleared_by(hinge_text_clear) struct hinge_text name = {0}, words = {0};
    add_name(frame, state, &name);
    const bool has = theirs != NULL && hinge_template_part(theirs, name.data, &words);
    const char *text = has ? hinge_text_string(&words) : frames[frame].text[state];
    fill(&s, &text);
    hinge_text_adds(out, "");
}
