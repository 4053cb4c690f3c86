/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rng_selftest: draws of the random number generator, for comparison with another one.
 */
#include "base/random.h"
#include "stats/methods/permute.h"
#include "stats/statistic.h"

#include <stdio.h>

static void put_words(struct hinge_analysis *a)
{
    static const struct {
        unsigned stream, replicate;
    } starts[] = {{1, 0}, {2, 7}, {5, 123456}};
    for (size_t k = 0; k < sizeof starts / sizeof starts[0]; k++) {
        struct hinge_random random;
        char key[48];
        snprintf(key, sizeof key, "stream%u_rep%u", starts[k].stream,
                 starts[k].replicate);
        json_t *words = hinge_put_list(a, hinge_put_object(a, a->results, key), "u32");
        hinge_random_init(&random, a->seed, starts[k].stream, starts[k].replicate);
        for (int i = 0; i < 6; i++)
            hinge_append_count(a, words, hinge_random_word(&random));
    }
}

static void put_draws(struct hinge_analysis *a)
{
    struct hinge_random random;
    json_t *list = hinge_put_list(a, a->results, "u53");
    hinge_random_init(&random, a->seed, 1, 3);
    for (int i = 0; i < 3; i++)
        hinge_append_number(a, list, hinge_random_uniform(&random));
    list = hinge_put_list(a, a->results, "bounded7");
    hinge_random_init(&random, a->seed, 1, 4);
    for (int i = 0; i < 10; i++)
        hinge_append_count(a, list, hinge_random_bounded(&random, 7));
    list = hinge_put_list(a, a->results, "normal");
    hinge_random_init(&random, a->seed, 4, 1);
    for (int i = 0; i < 4; i++)
        hinge_append_number(a, list, hinge_random_normal(&random));
}

static void put_resamples(struct hinge_analysis *a)
{
    struct hinge_random random;
    uint32_t index[12];
    double sign[10];
    json_t *list = hinge_put_list(a, a->results, "shuffle12");
    hinge_random_init(&random, a->seed, 1, 5);
    hinge_random_shuffle(&random, index, 12);
    for (int i = 0; i < 12; i++)
        hinge_append_count(a, list, index[i]);
    list = hinge_put_list(a, a->results, "boot9");
    hinge_random_init(&random, a->seed, 2, 6);
    for (int i = 0; i < 9; i++)
        hinge_append_count(a, list, hinge_random_bounded(&random, 9));
    list = hinge_put_list(a, a->results, "flips10");
    hinge_flip_pattern(a->seed, 1, 8, 10, sign);
    for (int i = 0; i < 10; i++)
        hinge_append_integer(a, list, sign[i] < 0 ? -1 : 1);
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    (void)error;
    put_words(a);
    put_draws(a);
    put_resamples(a);
    return HINGE_OK;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("stream1_rep0", "first words of the generator: {u32/0:n!}, {u32/1:n}"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("stream1_rep0",
              "The generator of random numbers starts with {u32/0:n!}, as "
              "published for this seed."),
    HINGE_SAY_END};

static const char *const options[] = {NULL};

const struct hinge_statistic hinge_statistic_rng_selftest = {
    .id = "rng_selftest",
    .title = "Random number self-test",
    .details =
        "Prints draws of the counter-based generator (Philox4x32-10; Salmon et al. "
        "2011) so that they can be compared with another implementation.",
    .options = options,
    .primary = "",
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"rng_selftest\", \"seed\": 1}",
    .example_data = ""};
