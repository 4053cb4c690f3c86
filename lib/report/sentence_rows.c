/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The templates: in the style of the American Psychological Association, and plain. A
 * plain sentence names a direction only when the interval excludes 0, and never says
 * "no difference". */
#include "report/sentence_rows.h"

#define SURE HINGE_SAY_SURE, NULL
#define OPEN HINGE_SAY_OPEN, NULL
#define ALWAYS HINGE_SAY_ALWAYS, NULL
/* The interval of people where rows are theirs, else that of rows. */
#define OF_PEOPLE                                                                      \
    "({:c}% CI {cluster_ci_low:r!} to {cluster_ci_high:r}; {/n_participants:n} "       \
    "people)."
#define NOT_WORSE                                                                      \
    "{noninferior:_T}The first is not worse than the second by more than the margin "  \
    "({bound:x}; one-tailed p {p:p}, limit {ci_bound:x})."
#define PERHAPS_WORSE                                                                  \
    "{noninferior:_F}The data do not show that the first is not worse than the "       \
    "second by more than the margin ({bound:x}; one-tailed p {p:p}, limit "            \
    "{ci_bound:x})."
#define NOT_WORSE_OF_PAIR                                                              \
    "{noninferior:_T}{:P}: not worse by more than the margin ({bound:x}; one-tailed "  \
    "p {p:p}, limit {ci_bound:x})."
#define PERHAPS_WORSE_OF_PAIR                                                          \
    "{noninferior:_F}{:P}: not shown to be not worse by more than the margin "         \
    "({bound:x}; one-tailed p {p:p}, limit {ci_bound:x})."
#define OF_ROWS "({:c}% CI {ci_low:r} to {ci_high:r})."

const struct hinge_sentence hinge_apa_rows[] = {
    {"welch",
     "t({df:d}) = {t:2!}, {:1}p {p:p}, mean difference {mean_diff:x}{:u}, {:c}% CI "
     "[{ci_low:x}, "
     "{ci_high:x}], Hedges' g = {/hedges_g/g:2} [{/hedges_g/ci_low:2}, "
     "{/hedges_g/ci_high:2}]",
     ALWAYS},
    {"mann_whitney",
     "U = {U:x!}, {method:t} {:1}p {p:p}, Cliff's delta = "
     "{/cliffs_delta/delta:2} [{/cliffs_delta/ci_low:2}, "
     "{/cliffs_delta/ci_high:2}]",
     ALWAYS},
    {"permutation_welch",
     "{method:t} permutation of Welch's t, {:1}p {p:p} ({n_perm:n} "
     "relabellings)",
     ALWAYS},
    {"paired_t",
     "t({df:d}) = {t:2!}, {:1}p {p:p}, mean difference {mean_diff:x}{:u}, {:c}% CI "
     "[{ci_low:x}, "
     "{ci_high:x}], d_z = {/d_z/d:2} [{/d_z/ci_low:2}, {/d_z/ci_high:2}], "
     "d_av = {/d_av/d:2}",
     ALWAYS},
    {"wilcoxon", "V = {V:x!}, {method:t} {:1}p {p:p}", ALWAYS},
    {"signflip", "{method:t} sign-flip test, {:1}p {p:p}", ALWAYS},
    {"tost",
     "equivalence within [{low:x}, {high:x}]: t = {t_low:2!} and {t_high:2}, "
     "p {p:p}, 90% CI [{ci90_low:x}, {ci90_high:x}]",
     ALWAYS},
    {"welch_anova", "Welch's F({df1:d}, {df2:d}) = {F:2!}, p {p:p}", ALWAYS},
    {"anova",
     "F({df1:d}, {df2:d}) = {F:2!}, p {p:p}, omega squared = {omega2:r}, "
     "eta squared = {eta2:r} [{eta2_ci_low:r}, {eta2_ci_high:r}]",
     ALWAYS},
    {"permutation_welch_F",
     "{method:t} permutation of Welch's F, p {p:p} ({n_perm:n} relabellings)", ALWAYS},
    {"freedman_lane",
     "{method:t} permutation of residuals (Freedman-Lane), p {p:p} ({n_perm:n} "
     "relabellings)",
     ALWAYS},
    {"kruskal", "H({df:d}) = {H:2!}, p {p:p}", ALWAYS},
    {"rm_anova",
     "F({df1_gg:d}, {df2_gg:d}) = {F:2!}, Greenhouse-Geisser epsilon = "
     "{gg_epsilon:r}, p {p_gg:p}, generalised eta squared = {ges:r}, partial "
     "eta squared = {partial_eta2:r} [{partial_eta2_ci_low:r}, "
     "{partial_eta2_ci_high:r}]",
     ALWAYS},
    {"friedman",
     "χ²({df:d}, N = {/n_participants:n}) = {chi2:2!}, p {p:p}, Kendall's W = "
     "{kendall_w:r}",
     ALWAYS},
    {"mcnemar",
     "McNemar mid-p {p_midp:p}, risk difference {/rd_paired/rd:2!}, {:c}% CI "
     "[{/rd_paired/newcombe_low:2}, {/rd_paired/newcombe_high:2}], N = {n:n}",
     ALWAYS},
    {"cochran_q", "Cochran's Q({df:d}, N = {/n:n}) = {Q:2!}, p {p:p}", ALWAYS},
    {"rd_participant",
     "risk difference {rd:2!}, {:c}% CI [{ci_low:2}, {ci_high:2}], t({df:d}) = "
     "{t:2}, p {p:p}",
     ALWAYS},
    {"icc/ICC1", "ICC(1,1) = {icc:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]", ALWAYS},
    {"icc/ICC2", "ICC(2,1) = {icc:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]", ALWAYS},
    {"icc/ICC3", "ICC(3,1) = {icc:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]", ALWAYS},
    {"icc_reml",
     "ICC(2,1) = {ICC2:r!}, {:c}% CI [{ICC2_ci_low:r}, {ICC2_ci_high:r}], "
     "by REML, since measurements are missing",
     ALWAYS},
    {"icc_reml",
     "ICC(3,1) = {ICC3:r!}, {:c}% CI [{ICC3_ci_low:r}, {ICC3_ci_high:r}], "
     "ICC(2,k) = {ICC2k:r}",
     ALWAYS},
    {"icc_reml",
     "SEM = {sem_agreement:x!}{:u}, MDC95 = {mdc95_agreement:x}{:u} "
     "[{mdc95_agreement_low:x}, {mdc95_agreement_high:x}]",
     ALWAYS},
    {"",
     "SEM = {sem_agreement:x!}{:u}, MDC95 = {mdc95_agreement:x}{:u} "
     "[{mdc95_agreement_low:x}, {mdc95_agreement_high:x}]",
     ALWAYS},
    {"bland_altman",
     "bias = {bias:x!}{:u}, {:c}% CI [{bias_ci_low:x}, {bias_ci_high:x}], limits of "
     "agreement {loa_low:x} to {loa_high:x}, N = {n:n}",
     ALWAYS},
    {"bland_altman_repeated",
     "bias = {bias:x!}, limits of agreement {loa_low:x} to "
     "{loa_high:x} ({n:n} differences of {n_participants:n} "
     "participants)",
     ALWAYS},
    {"kappa",
     "kappa = {kappa:r!}, {:c}% CI [{cluster_ci_low:r!}, {cluster_ci_high:r}], "
     "{/n_participants:n} people",
     ALWAYS},
    {"kappa",
     "{cluster_ci_low:r~}kappa = {kappa:r!}, {:c}% CI [{ci_low:r}, "
     "{ci_high:r}]",
     ALWAYS},
    {"agreement/kappa",
     "kappa = {kappa:r!}, {:c}% CI [{cluster_ci_low:r!}, {cluster_ci_high:r}], "
     "{/n_participants:n} people",
     ALWAYS},
    {"agreement/kappa",
     "{cluster_ci_low:_~}kappa = {kappa:r!}, {:c}% CI [{ci_low:r}, "
     "{ci_high:r}]",
     ALWAYS},
    {"roc",
     "AUC = {auc:r!}, {:c}% CI [{cluster_ci_low:r!}, {cluster_ci_high:r}], "
     "{/n_participants:n} people",
     ALWAYS},
    {"roc", "exact p {p_exact:p!} (Mann-Whitney)", ALWAYS},
    {"roc", "{cluster_ci_low:r~}AUC = {auc:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]",
     ALWAYS},
    {"sensitivity", "sensitivity = {value:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]",
     ALWAYS},
    {"specificity", "specificity = {value:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]",
     ALWAYS},
    {"slopes_homogeneity",
     "homogeneity of slopes: F({df1:d}, {df2:d}) = {F:2!}, p {p:p}", ALWAYS},
    {"permutation",
     "{method:t} permutation of the largest statistic: critical value "
     "{threshold:2!}, smallest p {p_max:p} ({n_perm:n} relabellings)",
     ALWAYS},
    {"permutation/clusters/*",
     "nodes {start:2!} to {end:2}: largest statistic {peak:2!}, p {p:p}", ALWAYS},
    {"rft",
     "random field theory: critical value {threshold:2!} (FWHM = {fwhm:2!} nodes, "
     "{resels:2!} resels)",
     ALWAYS},
    {"rft/clusters/*",
     "nodes {start:2!} to {end:2}: largest statistic {peak:2!}, p {p:p}", ALWAYS},
    {"games_howell/*", "{:P}: t({df:d}) = {t:2!}, p {p:p} (Games-Howell)", ALWAYS},
    {"pairwise/*", "{:P}: t({df:d}) = {t:2!}, p {p:p}, Holm p {p_holm:p}", ALWAYS},
    {"fixed/*",
     "{:k}: b = {estimate:x!}{:u}, {:c}% CI [{ci_low:x}, {ci_high:x}], SE = {se:x}, "
     "t({df:d!}) "
     "= {t:2}, p {p:p}",
     ALWAYS},
    {"fixed/*",
     "{:k}: OR = {odds_ratio:o!}, {:c}% CI [{or_low:o}, {or_high:o}], z = "
     "{z:2}, p {p:p}",
     ALWAYS},
    {"fixed/*",
     "{odds_ratio:_~}{rate_ratio:_~}{:k}: b = {estimate:x!} (probit), {:c}% CI "
     "[{ci_low:x}, {ci_high:x}], z = {z:2!}, p {p:p}",
     ALWAYS},
    {"type3/*", "{:k}: F({df1:d}, {df2:d!}) = {F:2!}, p {p:p}", ALWAYS},
    {"cells/*",
     "{:k}: prevalence = {prevalence:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}], "
     "{n_participants:n} people, {n_reps:n!} repetitions",
     ALWAYS},
    {"cells/*", "{:k}: M = {mean:x!}{:u} (SD = {sd:x}), N = {n_participants:n!}",
     ALWAYS},

    {"contrasts/*/*",
     "{:P}: difference {estimate:x!}{:u}, {:c}% CI [{ci_low:x}, {ci_high:x}], "
     "t({df:d!}) = "
     "{t:2}, {p:A}",
     ALWAYS},
    {"contrasts/*/*",
     "{:P}: OR = {odds_ratio:o!}, {:c}% CI [{or_low:o}, {or_high:o}], z = {z:2}, {p:A}",
     ALWAYS},
    {"contrasts/*/*",
     "{:P}: RR = {rate_ratio:o!}, {:c}% CI [{rr_low:o}, {rr_high:o}], z = {z:2}, {p:A}",
     ALWAYS},
    {"contrasts/*/*",
     "{odds_ratio:_~}{rate_ratio:_~}{:P}: difference {estimate:x!} (probit), {:c}% CI "
     "[{ci_low:x}, {ci_high:x}], z = {z:2!}, {p:A}",
     ALWAYS},
    {"contrasts/*/*/standardised/total",
     "{:P}: d_total = {d:2!}, {:c}% CI [{ci_low:2}, {ci_high:2}]", ALWAYS},
    {"contrasts/*/*/standardised/residual",
     "{:P}: d_residual = {d:2!}, {:c}% CI [{ci_low:2}, {ci_high:2}]", ALWAYS},
    {"contrasts/*/*/tost",
     "{:P}: TOST within [{low:x}, {high:x}], p {p:p}, 90% CI [{ci90_low:x!}, "
     "{ci90_high:x}]",
     ALWAYS},
    {"contrasts/*/*/noninferiority",
     "{:P}: non-inferiority, one-tailed p {p:p}, limit {ci_bound:x!}, margin {bound:x}",
     ALWAYS},
    {"pairwise/*/tost",
     "{:P}: TOST within [{low:x}, {high:x}], p {p:p}, 90% CI [{ci90_low:x!}, "
     "{ci90_high:x}]",
     ALWAYS},
    {"pairwise/*/noninferiority",
     "{:P}: non-inferiority, one-tailed p {p:p}, limit {ci_bound:x!}, margin {bound:x}",
     ALWAYS},
    {"noninferiority",
     "non-inferiority, one-tailed p {p:p}, limit {ci_bound:x!}, margin {bound:x}",
     ALWAYS},
    {"fixed/*",
     "{:k}: RR = {rate_ratio:o!}, {:c}% CI [{rr_low:o}, {rr_high:o}], z = {z:2}, p "
     "{p:p}",
     ALWAYS},
    {"penalised/fixed/*",
     "{:k}: OR = {odds_ratio:o!}, {:c}% CI [{or_low:o}, {or_high:o}], penalised "
     "χ²(1, N = {/n_participants:n}) = {chi2:2}, p {p_lrt:p}",
     ALWAYS},
    {"gee_independence/*",
     "{:k}: OR = {odds_ratio:o!}, b = {estimate:x} [{ci_low:x}, {ci_high:x}], "
     "t({df:d}) = {t:2}, p {p:p} (population average)",
     ALWAYS},
    {"gee_independence/*",
     "{odds_ratio:_~}{:k}: b = {estimate:x!} (probit) [{ci_low:x}, {ci_high:x}], "
     "t({df:d}) = {t:2}, p {p:p} (population average)",
     ALWAYS},
    {"trend/*/*",
     "{:k}: b = {estimate:x!}{:u}, {:c}% CI [{ci_low:x}, {ci_high:x}], t({df:d}) = "
     "{t:2}, p "
     "{p:p}",
     ALWAYS},
    {"",
     "likelihood ratio χ²({df:n}, N = {/n_participants:n}) = {chi2:2!}, p {p:p} "
     "(models of "
     "{full/npar:n!} and "
     "{null/npar:n} parameters)",
     ALWAYS},
    {"", "halved, since a variance is not below 0: p {p_boundary:p!}", ALWAYS},
    {"effects/*",
     "{:k}: max F under permutation ({permutation/method:t}), df = {df1:d}, {df2:d}, "
     "critical value {permutation/threshold:2!}, p {permutation/p_max:p}, "
     "{permutation/n_perm:n} relabellings",
     ALWAYS},
    {"pairs/*", "{:P}: max t by sign flips, p {p_max:p}, Holm p {p_holm:p}", ALWAYS},
    {"cells/*",
     "{:k}: N = {n:n!}, critical value of the simultaneous band {critical:2}",
     HINGE_SAY_ALWAYS, "cells/</prevalence"},
    {"cells/*/*",
     "{:K}, threshold {:k}: prevalence = {prevalence:r!}, {:c}% CI [{ci_low:r}, "
     "{ci_high:r}]",
     ALWAYS},
    {"", "CV = {cv_rms:2!}% (root mean square of {n:n} people)", ALWAYS},
    {"holm/*", "{:k}: p {:p!} (Holm)", ALWAYS},
    {"fleiss",
     "Fleiss' kappa = {kappa:r!} [{cluster_ci_low:r!}, {cluster_ci_high:r}], "
     "{/n_raters:n} raters, {/n_targets:n} targets of {/n_participants:n} people",
     ALWAYS},
    {"fleiss",
     "{cluster_ci_low:_~}Fleiss' kappa = {kappa:r!} [{ci_low:r}, {ci_high:r}], "
     "{/n_raters:n} raters, {/n_targets:n} targets",
     ALWAYS},
    {"gwet_ac1_multi", "AC1 = {ac1:r!} [{cluster_ci_low:r!}, {cluster_ci_high:r}]",
     ALWAYS},
    {"gwet_ac1_multi", "{cluster_ci_low:_~}AC1 = {ac1:r!} [{ci_low:r}, {ci_high:r}]",
     ALWAYS},
    {"summary",
     "CMC median {/cmc_summary/within/median:r}; ICC(2,1) mean {icc2_mean:r!}, least "
     "{icc2_min:r}; MDC95 mean {mdc95_agreement_mean:x}, most {mdc95_agreement_max:x}, "
     "{/n_complete:n} people",
     ALWAYS},
    {"cmc_summary/within", "CMC median {median:r!} within sessions, {n:n} people",
     HINGE_SAY_ALWAYS, "summary"},
    {"dstudy/<",
     "{:k}: G = {g:r!}, phi = {phi:r}, SEM = {sem_absolute:x}{:u}, MDC95 = "
     "{mdc95_absolute:x}{:u}",
     ALWAYS},
    {"dstudy/>",
     "{:k}: G = {g:r!}, phi = {phi:r}, SEM = {sem_absolute:x}{:u}, MDC95 = "
     "{mdc95_absolute:x}{:u}",
     ALWAYS},
    {"pooled/*",
     "{:k}: difference {estimate:x!}{:u}, {:c}% CI [{ci_low:x}, {ci_high:x}], "
     "t({df:d}) = {t:2}, "
     "p {p:p}, fmi = {fmi:r}",
     ALWAYS},
    {"",
     "power = {power:r!} +/- {mcse:r!}, N = {n_participants:n}, {nsim:n} simulations",
     ALWAYS},
    {"", "{mcse:_~}power = {power:r!}, {n1:n!} and {n2:n} people", ALWAYS},
    {"", "{mcse:_~}power = {power:r!}, {n:n!} people", ALWAYS},
    {"curve/*", "N = {:k}: power = {power:r!} +/- {mcse:r}, {nsim:n} simulations",
     ALWAYS},
    {"curve", "power {power/0:r!} with {n/0:n!} people to {power/-1:r} with {n/-1:n}",
     ALWAYS},
    {"curve",
     "power {power/0:r!} with an effect of {effect/0:2!} to {power/-1:r} with "
     "{effect/-1:2}",
     ALWAYS},
    {"stream1_rep0", "first words of the generator: {u32/0:n!}, {u32/1:n}", ALWAYS},
    {"accuracy/sensitivity",
     "sensitivity = {value:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]", ALWAYS},
    {"accuracy/specificity",
     "specificity = {value:r!}, {:c}% CI [{ci_low:r}, {ci_high:r}]", ALWAYS},
};
const size_t hinge_n_apa_rows = sizeof hinge_apa_rows / sizeof *hinge_apa_rows;

const struct hinge_sentence hinge_plain_rows[] = {
    {"contrasts/*/*",
     "{/ddf:_!}{:P} is {estimate:x!}{:u} ({:c}% CI {ci_low:x} to {ci_high:x}; "
     "{/ddf:m}, {/n_participants:n} people): the first is {estimate:h}.",
     SURE},
    {"contrasts/*/*",
     "{/ddf:_!}{:P} is {estimate:x!}{:u} ({:c}% CI {ci_low:x} to {ci_high:x}; "
     "{/ddf:m}, {/n_participants:n} people): which is higher stays open.",
     OPEN},
    {"contrasts/*/*",
     "{/df_residual:_!}Adjusted for the covariates {:P} is {estimate:x!}{:u} ({:c}% CI "
     "{ci_low:x} to {ci_high:x}; {/n:n} people): the first is {estimate:h}.",
     SURE},
    {"contrasts/*/*",
     "{/df_residual:_!}Adjusted for the covariates {:P} is {estimate:x!}{:u} ({:c}% CI "
     "{ci_low:x} to {ci_high:x}; {/n:n} people): which is higher stays open.",
     OPEN},
    {"contrasts/*/*/tost",
     "{equivalent:_T}{:P} lies within {low:x} to {high:x}: equivalent by the bounds "
     "given.",
     ALWAYS},
    {"contrasts/*/*/tost",
     "{equivalent:_F}{:P} is not shown to lie within {low:x} to {high:x}.", ALWAYS},
    {"contrasts/*/*/noninferiority", NOT_WORSE_OF_PAIR, ALWAYS},
    {"contrasts/*/*/noninferiority", PERHAPS_WORSE_OF_PAIR, ALWAYS},
    {"noninferiority", NOT_WORSE, ALWAYS},
    {"noninferiority", PERHAPS_WORSE, ALWAYS},
    {"contrasts/*/*/standardised/total",
     "{:P} is {d:2!} of the SD between repetitions of all people ({sd:x}).", ALWAYS},
    {"fixed/*",
     "{/ddf:_!}{:k}: {estimate:a!}{:u} {estimate:h} ({:c}% CI {ci_low:x} to "
     "{ci_high:x}; {/ddf:m}, {/n_participants:n} people).",
     HINGE_SAY_SURE, "contrasts"},
    {"fixed/*",
     "{/ddf:_!}{:k}: {estimate:x!}{:u} ({:c}% CI {ci_low:x} to {ci_high:x}; {/ddf:m}, "
     "{/n_participants:n} people): the direction stays open.",
     HINGE_SAY_OPEN, "contrasts"},
    {"fixed/*",
     "{/thresholds:_!}{:k}: the odds of a higher category are {odds_ratio:o!} times "
     "{:W} ({:c}% CI {or_low:o} to {or_high:o}; {/n_participants:n} "
     "people), for the same person.",
     ALWAYS},
    {"fixed/*",
     "{/thresholds:_~}{:k}: the odds are {odds_ratio:o!} times {:W} ({:c}% "
     "CI {or_low:o} to {or_high:o}; {/n_participants:n} people), for the same person.",
     ALWAYS},
    {"fixed/*",
     "{odds_ratio:_~}{rate_ratio:_~}{z:_!}{:k}: {estimate:x!} on the scale of the "
     "probit ({:c}% CI {ci_low:x} to {ci_high:x}; {/n_participants:n} people), for the "
     "same person.",
     ALWAYS},
    {"fixed/*",
     "{:k}: {rate_ratio:o!} times as often{:w} ({:c}% CI {rr_low:o} to {rr_high:o}; "
     "{/n_participants:n} people), for the same person.",
     ALWAYS},
    {"penalised/fixed/*",
     "{:k}: odds ratio {odds_ratio:o!}, finite by penalty (p {p_lrt:p}).", ALWAYS},
    {"gee_independence/*",
     "{:k}: the odds are {odds_ratio:o!} times {:W}, on average over "
     "{/n_participants:n} people (p {p:p}).",
     ALWAYS},
    {"gee_independence/*",
     "{odds_ratio:_~}{:k}: {estimate:x!} on the scale of the probit, on average over "
     "{/n_participants:n} people (p {p:p}).",
     ALWAYS},
    {"",
     "The models of {full/npar:n!} and {null/npar:n} parameters differ by chi2 = "
     "{chi2:2!} (p {p:p}).",
     ALWAYS},
    {"anova",
     "Groups explain {eta2:r!} of the variance between people ({:c}% CI "
     "{eta2_ci_low:r} to {eta2_ci_high:r}; {/n_participants:n} people).",
     ALWAYS},
    {"rm_anova",
     "Conditions explain {partial_eta2:r!} of the variance within people ({:c}% CI "
     "{partial_eta2_ci_low:r} to {partial_eta2_ci_high:r}; {n:n} people).",
     ALWAYS},
    {"pairwise/*",
     "{:P} is {mean_diff:x!}{:u} ({:c}% CI {ci_low:x} to {ci_high:x}): the first is "
     "{mean_diff:h}.",
     SURE},
    {"pairwise/*",
     "{:P} is {mean_diff:x!}{:u} ({:c}% CI {ci_low:x} to {ci_high:x}): which is higher "
     "stays open.",
     OPEN},
    {"pairwise/*/tost",
     "{equivalent:_T}{:P} lies within {low:x} to {high:x}: equivalent by the bounds "
     "given.",
     ALWAYS},
    {"pairwise/*/tost",
     "{equivalent:_F}{:P} is not shown to lie within {low:x} to {high:x}.", ALWAYS},
    {"pairwise/*/noninferiority", NOT_WORSE_OF_PAIR, ALWAYS},
    {"pairwise/*/noninferiority", PERHAPS_WORSE_OF_PAIR, ALWAYS},
    {"trend/*/linear",
     "Per unit of {:k} it {estimate:s} by {estimate:a!}{:u} ({:c}% CI {ci_low:x} to "
     "{ci_high:x}).",
     SURE},
    {"trend/*/linear",
     "Per unit of {:k} the slope is {estimate:x!}{:u} ({:c}% CI {ci_low:x} to "
     "{ci_high:x}): whether it rises stays open.",
     OPEN},
    {"rd_paired",
     "The share with the fault differs by {rd:2!} ({:c}% CI {newcombe_low:2} to "
     "{newcombe_high:2}; {/n:n} people).",
     HINGE_SAY_ALWAYS, "rd_participant"},
    {"rd_participant",
     "The share with the fault differs by {rd:2!} ({:c}% CI {ci_low:2} to {ci_high:2}; "
     "{k:n} people).",
     ALWAYS},
    {"bland_altman",
     "The methods differ by {bias:x!}{:u} on average; 95 % of differences lie between "
     "{loa_low:x} and {loa_high:x}.",
     ALWAYS},
    {"bland_altman_repeated",
     "The methods differ by {bias:x!}{:u} on average; 95 % of differences lie between "
     "{loa_low:x} and {loa_high:x} ({n_participants:n} people).",
     ALWAYS},
    {"cells/*",
     "{:k}: mean {mean:x!}{:u} ({:c}% CI {ci_low:x} to {ci_high:x}; "
     "{n_participants:n!} people).",
     ALWAYS},
    {"cells/*",
     "{:k}: prevalence {prevalence:r!} ({:c}% CI {ci_low:r} to {ci_high:r}; "
     "{n_participants:n} people).",
     ALWAYS},
    {"cells/*/*",
     "{:K}, threshold {:k}: prevalence {prevalence:r!} ({:c}% CI {ci_low:r} to "
     "{ci_high:r}).",
     ALWAYS},
    {"cells/*",
     "{:k}: the whole mean curve of {n:n!} people lies within {critical:2!} standard "
     "errors of theirs ({:c}%).",
     ALWAYS},
    {"",
     "Repetitions of one person vary by {cv_rms:2!} % (coefficient of variation, {n:n} "
     "people).",
     ALWAYS},
    {"sensitivity",
     "The prediction finds {value:r!} of the faults ({:c}% CI {ci_low:r} to "
     "{ci_high:r}).",
     ALWAYS},
    {"specificity",
     "It clears {value:r!} of what is sound ({:c}% CI {ci_low:r} to {ci_high:r}).",
     ALWAYS},
    {"accuracy/sensitivity",
     "The prediction finds {value:r!} of the faults ({:c}% CI {ci_low:r} to "
     "{ci_high:r}).",
     ALWAYS},
    {"accuracy/specificity",
     "It clears {value:r!} of what is sound ({:c}% CI {ci_low:r} to {ci_high:r}).",
     ALWAYS},
    {"roc",
     "A faulty repetition scores higher than a sound one with probability {auc:r!} "
     "({:c}% CI {cluster_ci_low:r!} to {cluster_ci_high:r}; {n_positive:n} faulty, "
     "{n_negative:n} sound, of {/n_participants:n} people).",
     ALWAYS},
    {"roc",
     "{cluster_ci_low:_~}A faulty repetition scores higher than a sound one with "
     "probability {auc:r!} ({:c}% CI {ci_low:r} to {ci_high:r}; {n_positive:n} faulty, "
     "{n_negative:n} sound).",
     ALWAYS},
    {"icc/ICC2",
     "Of the variance {icc:r!} is between people (ICC(2,1), {:c}% CI {ci_low:r!} to "
     "{ci_high:r}; {/n_targets:n} people).",
     ALWAYS},
    {"icc_reml",
     "Of the variance {ICC2:r!} is between people (ICC(2,1), {:c}% CI {ICC2_ci_low:r} "
     "to {ICC2_ci_high:r}; {/n_targets:n} people).",
     ALWAYS},
    {"",
     "A change of one person below {mdc95_agreement:x+}{:u} is within the error of "
     "measurement.",
     ALWAYS},
    {"icc_reml",
     "A change of one person below {mdc95_agreement:x+}{:u} is within the error of "
     "measurement.",
     ALWAYS},
    {"kappa", "The raters agree beyond chance: kappa {kappa:r!} " OF_PEOPLE, SURE},
    {"kappa",
     "{cluster_ci_low:_~}The raters agree beyond chance: kappa {kappa:r!} " OF_ROWS,
     SURE},
    {"kappa", "Agreement beyond chance is not shown: kappa {kappa:r!} " OF_PEOPLE,
     OPEN},
    {"kappa",
     "{cluster_ci_low:_~}Agreement beyond chance is not shown: kappa "
     "{kappa:r!} " OF_ROWS,
     OPEN},
    {"agreement/kappa", "The raters agree beyond chance: kappa {kappa:r!} " OF_PEOPLE,
     SURE},
    {"agreement/kappa",
     "{cluster_ci_low:_~}The raters agree beyond chance: kappa {kappa:r!} " OF_ROWS,
     SURE},
    {"agreement/kappa",
     "Agreement beyond chance is not shown: kappa {kappa:r!} " OF_PEOPLE, OPEN},
    {"agreement/kappa",
     "{cluster_ci_low:_~}Agreement beyond chance is not shown: kappa "
     "{kappa:r!} " OF_ROWS,
     OPEN},
    {"fleiss", "{/n_raters:n} raters agree beyond chance: kappa {kappa:r!} " OF_PEOPLE,
     SURE},
    {"fleiss",
     "{cluster_ci_low:_~}{/n_raters:n} raters agree beyond chance: kappa "
     "{kappa:r!} " OF_ROWS,
     SURE},
    {"fleiss",
     "Agreement of {/n_raters:n} raters beyond chance is not shown: kappa "
     "{kappa:r!} " OF_PEOPLE,
     OPEN},
    {"fleiss",
     "{cluster_ci_low:_~}Agreement of {/n_raters:n} raters beyond chance is not shown: "
     "kappa {kappa:r!} " OF_ROWS,
     OPEN},
    {"summary",
     "Two sessions of one person differ by less than {mdc95_agreement_mean:x!} at 95 % "
     "of times, node by node (mean of nodes; {/n_complete:n} people).",
     ALWAYS},
    {"cmc_summary/within",
     "Curves of one session are alike to a CMC of {median:r!} (median of {n:n} "
     "people), which rises with the range of motion.",
     HINGE_SAY_ALWAYS, "summary"},
    {"percent",
     "Of the variance {participant:d!} % is between people and {residual:d!} % between "
     "repetitions.",
     ALWAYS},
    {"dstudy/<",
     "With {:k} (sessions; repetitions) the minimal detectable change is "
     "{mdc95_absolute:x!}{:u}.",
     ALWAYS},
    {"dstudy/>", "With {:k} it is {mdc95_absolute:x!}{:u}.", ALWAYS},
    {"pooled/*",
     "With {/n_imputed:n} of {/n_cells:n} cells imputed {/m:n} times {:k} is "
     "{estimate:x!}{:u} ({:c}% CI {ci_low:x} to {ci_high:x}): the first is "
     "{estimate:h}.",
     SURE},
    {"pooled/*",
     "With {/n_imputed:n} of {/n_cells:n} cells imputed {/m:n} times {:k} is "
     "{estimate:x!}{:u} ({:c}% CI {ci_low:x} to {ci_high:x}): which is higher stays "
     "open.",
     OPEN},
    {"tipping/*",
     "The verdict on {:k} changes if the imputed values are {:a!}{:u} {:h}.", ALWAYS},
    {"holm/*", "{:k} has p {:p!} after Holm's correction.", ALWAYS},
    {"",
     "{n_participants:n} people have a power of {power:r!} (Monte Carlo error "
     "{mcse:r!}).",
     ALWAYS},
    {"", "{mcse:_~}{n1:n!} and {n2:n!} people have a power of {power:r!}.", ALWAYS},
    {"", "{mcse:_~}{n:n!} people have a power of {power:r!}.", ALWAYS},
    {"curve/*",
     "{:k} people (per group) have a power of {power:r!} (Monte Carlo error {mcse:r}).",
     ALWAYS},
    {"curve",
     "Power goes from {power/0:r!} with {n/0:n!} people to {power/-1:r} with {n/-1:n}.",
     ALWAYS},
    {"curve",
     "Power goes from {power/0:r!} with an effect of {effect/0:2!} to {power/-1:r} "
     "with {effect/-1:2}.",
     ALWAYS},
    {"stream1_rep0",
     "The generator of random numbers starts with {u32/0:n!}, as published for this "
     "seed.",
     ALWAYS},
    {"permutation/clusters/*",
     "The curves differ between nodes {start:2!} and {end:2} (permutation, p {p:p}, "
     "{/n_curves:n} curves).",
     ALWAYS},
    {"permutation",
     "{n_clusters:_0}No part of the curve is shown to differ (smallest p {p_max:p}; "
     "the smallest possible p {p_min:p!}).",
     ALWAYS},
    {"effects/*/permutation/clusters/*",
     "{:k}: the curves differ between nodes {start:2!} and {end:2} (permutation, p "
     "{p:p}).",
     ALWAYS},
    {"effects/*/permutation",
     "{n_clusters:_0}{:k}: no part of the curve is shown to differ (smallest p "
     "{p_max:p}; the smallest possible p {p_min:p!}).",
     ALWAYS},
};
const size_t hinge_n_plain_rows = sizeof hinge_plain_rows / sizeof *hinge_plain_rows;
