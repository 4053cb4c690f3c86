# SPDX-License-Identifier: GPL-3.0-or-later
# Simulates small trials and writes what R makes of them, for tests/known/test_stats_cases.c:
#   Rscript make.R [NAME...]    in this folder; needs lme4, lmerTest, pbkrtest, emmeans, ordinal,
#                               glmmTMB, brglm2, numDeriv, jsonlite (Debian: r-cran-…)
suppressPackageStartupMessages({
  library(lmerTest)
  library(pbkrtest)
  library(emmeans)
  library(numDeriv)
  library(jsonlite)
})
wanted <- commandArgs(TRUE)
tight <- lmerControl(optimizer = "nloptwrap", calc.derivs = FALSE, check.conv.grad = "ignore",
                     check.conv.singular = "ignore",
                     optCtrl = list(algorithm = "NLOPT_LN_BOBYQA", xtol_abs = 1e-12,
                                    ftol_abs = 1e-12, xtol_rel = 0, ftol_rel = 0,
                                    maxeval = 1e5))

# --- writing cases ---
checks <- list()
value <- function(path, x, rel = 1e-6, abs = 0)
  checks[[length(checks) + 1]] <<- list(path = path, value = x, rel = rel, abs = abs)
equals <- function(path, x)
  checks[[length(checks) + 1]] <<- list(path = path, equals = x)
warns <- function(code) equals("warnings", code)
runs <- list()
run <- function(id, data, request, body) {
  checks <<- list()
  force(body)
  runs[[length(runs) + 1]] <<- list(id = id, data = data, request = request, checks = checks)
}
case <- function(name, body) {
  if (length(wanted) && !name %in% wanted) return(invisible())
  runs <<- list()
  eval(body, new.env(parent = globalenv()))
  writeLines(toJSON(runs, auto_unbox = TRUE, digits = 12, pretty = 1, null = "null"),
             paste0(name, ".json"))
}
save <- function(table, file) {
  write.csv(table, file, row.names = FALSE, quote = FALSE)
  read.csv(file, stringsAsFactors = TRUE)
}

# --- simulated trials: people p in groups g under cues c, trials t, repetitions ---
trial <- function(seed, people, cues, reps, slope = 1, lost = 0) {
  set.seed(seed)
  d <- expand.grid(r = seq_len(reps), c = paste0("c", seq_len(cues)), p = seq_len(people))
  own <- rnorm(people, 0, 1.5)
  reaction <- matrix(rnorm(people * cues, 0, slope), people)
  age <- sample(20:60, people, TRUE)
  y <- 40 + own[d$p] + reaction[cbind(d$p, as.integer(d$c))] - 0.8 * (d$c == "c2") +
    rnorm(nrow(d))
  d <- data.frame(p = sprintf("P%02d", d$p), g = ifelse(d$p %% 2, "x", "y"), c = d$c,
                  t = paste0("T", d$r), age = age[d$p], y = round(y, 3))
  d[runif(nrow(d)) >= lost | !duplicated(paste(d$p, d$c)), ]
}

lmm_request <- function(formula, ...) list(analysis = "lmm", formula = formula, ...)

# --- Kenward-Roger: coefficients (vcovAdj, ddf_Lb), type III F (lmerTest, sum coding) ---
kenward_roger <- function(formula, data, prefix = "") {
  fit <- lmer(as.formula(formula), data, control = tight)
  adjusted <- vcovAdj(fit)
  b <- fixef(fit)
  value("criterion", as.numeric(REMLcrit(fit)), 0, 1e-6)
  for (name in names(b)) {
    at <- paste0(prefix, "fixed/", name, "/")
    value(paste0(at, "se"), sqrt(adjusted[name, name]), 1e-5)
    value(paste0(at, "df"), ddf_Lb(adjusted, as.numeric(names(b) == name), vcov(fit)), 1e-5)
  }
  sums <- sapply(names(Filter(is.factor, model.frame(fit)[-1])), function(f) "contr.sum",
                 simplify = FALSE)
  sums <- sums[intersect(names(sums), all.vars(formula(fit, fixed.only = TRUE)))]
  table <- anova(lmer(as.formula(formula), data, control = tight, contrasts = sums),
                 type = 3, ddf = "Kenward-Roger")
  for (term in rownames(table)) {
    at <- paste0(prefix, "type3/", term, "/")
    value(paste0(at, "F"), table[term, "F value"], 1e-5)
    value(paste0(at, "df2"), table[term, "DenDF"], 1e-5)
    value(paste0(at, "p"), table[term, "Pr(>F)"], 1e-4)
  }
  fit
}

case("kenward_roger", quote({
  two <- save(trial(1, 9, 2, 4, lost = 0.1), "two_cues.csv")
  three <- save(trial(2, 8, 3, 3, lost = 0.1), "three_cues.csv")
  run("slope", "two_cues.csv", lmm_request("y ~ g * c + (1 + c | p)"), {
    fit <- kenward_roger("y ~ g * c + (1 + c | p)", two)
    equals("ddf", "kenward_roger")
    table <- coef(summary(fit))
    for (name in rownames(table)) {
      value(paste0("satterthwaite/fixed/", name, "/df"), table[name, "df"], 1e-3)
      value(paste0("satterthwaite/fixed/", name, "/se"), table[name, "Std. Error"], 1e-5)
    }
  })
  run("covariate", "three_cues.csv", lmm_request("y ~ g + c + age + (1 | p)"),
      kenward_roger("y ~ g + c + age + (1 | p)", three))
  run("crossed", "three_cues.csv", lmm_request("y ~ c + (1 | p) + (1 | t)"),
      kenward_roger("y ~ c + (1 | p) + (1 | t)", three))
  run("beside", "two_cues.csv",
      lmm_request("y ~ g * c + (1 + c | p)", ddf = "satterthwaite"), {
    kenward_roger("y ~ g * c + (1 + c | p)", two, "kenward_roger/")
    equals("ddf", "satterthwaite")
  })
  run("by_ml", "two_cues.csv",
      lmm_request("y ~ c + (1 | p)", reml = FALSE, ddf = "kenward_roger"),
      equals("error/code", "E_OPTION"))
}))

# --- lmm without a formula ---
roles <- function(...) list(analysis = "lmm", outcome = "y", participant = "p", ...)
case("default_model", quote({
  slopes <- save(trial(3, 10, 2, 5, slope = 1.5), "own_reactions.csv")
  flat <- save(trial(4, 9, 2, 3, slope = 0, lost = 0.2), "no_reactions.csv")
  once <- save(trial(5, 8, 3, 1), "one_row.csv")
  run("maximal", "own_reactions.csv", roles(condition = "c", group = "g"), {
    equals("formula", "y ~ g * c + (1 + c | p)")
    equals("formula_reason", "maximal")
    kenward_roger("y ~ g * c + (1 + c | p)", slopes)
  })
  run("means", "no_reactions.csv", roles(condition = "c"), {
    stopifnot(isSingular(lmer(y ~ c + (1 + c | p), flat, control = tight), 1e-4))
    equals("formula", "y ~ c + (1 | p)")
    equals("formula_reason", "singular")
    equals("aggregated", TRUE)
    means <- aggregate(y ~ p + c, flat, mean)
    kenward_roger("y ~ c + (1 | p)", means)
    d <- with(means, y[c == "c2"] - y[c == "c1"])
    value("type3/c/p", t.test(d)$p.value, 1e-6)
  })
  run("three", "one_row.csv", roles(condition = "c"), {
    equals("formula_reason", "one_row_per_cell")
    kenward_roger("y ~ c + (1 | p)", once)
    for (pair in list(c("c1", "c2"), c("c1", "c3"), c("c2", "c3"))) {
      test <- with(once, t.test(y[c == pair[1]], y[c == pair[2]], paired = TRUE))
      at <- paste0("pairwise/", pair[1], "-", pair[2], "/")
      value(paste0(at, "t"), test$statistic[[1]])
      value(paste0(at, "p"), test$p.value)
    }
    warns("W_SPHERICITY")
  })
  run("nobody", "one_row.csv", list(analysis = "lmm", outcome = "y"),
      equals("error/code", "E_OPTION"))
}))

# --- one group never shows the fault ---
case("penalised", quote({
  library(brglm2)
  set.seed(6)
  people <- data.frame(p = sprintf("P%02d", 1:16), g = rep(c("x", "y"), 8),
                       age = sample(20:60, 16, TRUE))
  people$fault <- as.integer(people$g == "x" & runif(16) < 0.6)
  people <- save(people, "one_row_each.csv")
  run("firth", "one_row_each.csv", list(analysis = "glmm", formula = "fault ~ g + age",
                                        emm = I("g")), {
    fit <- glm(fault ~ g + age, binomial, people, method = "brglm_fit", type = "AS_mean",
               epsilon = 1e-12, maxit = 1000)
    table <- coef(summary(fit))
    for (name in rownames(table)) {
      at <- paste0("penalised/fixed/", name, "/")
      value(paste0(at, "estimate"), table[name, 1], 1e-5, 1e-6)
      value(paste0(at, "se"), table[name, 2], 1e-4)
    }
    warns("W_SEPARATION")
    warns("W_PENALISED")
    equals("fixed/gy/estimate", NA)
    # the other group's mean is what its people alone say
    rest <- glm(fault ~ age, binomial, people, subset = g == "x")
    at <- predict(rest, data.frame(age = mean(people$age)), se.fit = TRUE)
    value("emm/g/g=x/logit", at$fit[[1]], 1e-5)
    value("emm/g/g=x/se", at$se.fit[[1]], 1e-5)
    equals("emm/g/g=y/prob", NA)
  })
  run("one_row_each", "two_cues.csv", list(analysis = "glmm", formula = "y ~ g"),
      equals("error/code", "E_NOT_BINARY"))
}))

# --- equivalence and non-inferiority: closed forms on t.test and on emmeans' contrasts ---
tost <- function(at, estimate, se, df, low, high) {
  p <- max(pt((estimate - low) / se, df, lower.tail = FALSE), pt((estimate - high) / se, df))
  value(paste0(at, "tost/p"), p, 1e-4)
  equals(paste0(at, "tost/equivalent"), p < 0.05)
  value(paste0(at, "tost/ci90_low"), estimate - qt(0.95, df) * se, 1e-4, 1e-6)
  value(paste0(at, "tost/ci90_high"), estimate + qt(0.95, df) * se, 1e-4, 1e-6)
}
case("equivalence", quote({
  two <- read.csv("two_cues.csv", stringsAsFactors = TRUE)
  means <- aggregate(y ~ p + c, two, mean)
  d <- with(means, y[c == "c2"] - y[c == "c1"])
  se <- sd(d) / sqrt(length(d))
  run("within", "two_cues.csv",
      list(analysis = "within", outcome = "y", participant = "p", condition = "c",
           order = c("c2", "c1"), tost = c(-3, 2), noninferiority = 2, better = "higher"), {
    tost("", mean(d), se, length(d) - 1, -3, 2)
    value("noninferiority/p", pt((mean(d) + 2) / se, length(d) - 1, lower.tail = FALSE), 1e-8)
    value("noninferiority/ci_bound", mean(d) - qt(0.975, length(d) - 1) * se, 1e-8)
  })
  run("lmm", "two_cues.csv", lmm_request("y ~ g * c + (1 + c | p)", emm = I("c by g"),
                                         tost = c(-2, 2)), {
    fit <- lmer(y ~ g * c + (1 + c | p), two, control = tight)
    table <- as.data.frame(pairs(emmeans(fit, ~ c | g, lmer.df = "kenward-roger")))
    for (i in seq_len(nrow(table)))
      tost(paste0("contrasts/c:g/c1-c2|g=", table$g[i], "/"), table$estimate[i], table$SE[i],
           table$df[i], -2, 2)
  })
}))

# --- three grouping factors, and sessions x repetitions as their variances ---
case("three_groupings", quote({
  set.seed(7)
  d <- expand.grid(rep = 1:3, session = paste0("s", 1:3), p = sprintf("P%02d", 1:9))
  own <- function(f, s) rnorm(nlevels(f), 0, s)[f]
  d$y <- round(40 + own(d$p, 4) + own(d$session, 1) + own(interaction(d$p, d$session), 1.5) +
               rnorm(nrow(d), 0, 1.2), 3)
  d <- save(d[-c(5, 17, 40), ], "sessions.csv")
  run("nested", "sessions.csv", lmm_request("y ~ session + (1 | p/session)"),
      kenward_roger("y ~ session + (1 | p/session)", d))
  formula <- "y ~ 1 + (1 | p) + (1 | session) + (1 | p:session)"
  run("crossed", "sessions.csv", lmm_request(formula), kenward_roger(formula, d))
  run("gstudy", "sessions.csv", list(analysis = "gstudy", outcome = "y", participant = "p",
                                     session = "session", d_sessions = c(1, 2), d_reps = I(4)), {
    v <- as.data.frame(VarCorr(lmer(as.formula(formula), d, control = tight)))
    v <- setNames(v$vcov, v$grp)
    value("variance/participant", v[["p"]], 1e-4)
    value("variance/session", v[["session"]], 1e-3)
    value("variance/participant:session", v[["p:session"]], 1e-4)
    value("variance/residual", v[["Residual"]], 1e-5)
    rel <- v[["p:session"]] / 2 + v[["Residual"]] / 8
    value("dstudy/s=2;r=4/g", v[["p"]] / (v[["p"]] + rel), 1e-4)
    value("dstudy/s=2;r=4/phi", v[["p"]] / (v[["p"]] + rel + v[["session"]] / 2), 1e-4)
    value("dstudy/s=2;r=4/mdc95_absolute", 1.96 * sqrt(2 * (rel + v[["session"]] / 2)), 1e-3)
  })
  # the same by mean squares where data are balanced
  b <- expand.grid(rep = 1:2, session = paste0("s", 1:3), p = sprintf("P%02d", 1:6))
  b$y <- round(40 + own(b$p, 4) + own(b$session, 1) + own(interaction(b$p, b$session), 1.5) +
               rnorm(nrow(b)), 3)
  b <- save(b, "sessions_balanced.csv")
  run("mean_squares", "sessions_balanced.csv",
      list(analysis = "gstudy", outcome = "y", participant = "p", session = "session"), {
    ms <- anova(lm(y ~ p * session, b))[["Mean Sq"]]
    keys <- c("participant", "session", "participant_session", "residual")
    for (i in 1:4) value(paste0("anova/ms_", keys[i]), ms[i], 1e-8)
    value("variance_anova/participant", (ms[1] - ms[3]) / 6, 1e-8)
    value("variance_anova/session", (ms[2] - ms[3]) / 12, 1e-8)
  })
}))

# --- dose and response: emmeans with weights of contr.poly and of the slope ---
case("trend", quote({
  three <- read.csv("three_cues.csv", stringsAsFactors = TRUE)
  dose <- c(0, 20, 60)
  slope <- (dose - mean(dose)) / sum((dose - mean(dose))^2)
  square <- contr.poly(3, dose)[, 2]
  run("lmm", "three_cues.csv", lmm_request("y ~ g + c + (1 | p)", trend = "c",
                                           scores = list(c = dose)), {
    fit <- lmer(y ~ g + c + (1 | p), three, control = tight)
    table <- as.data.frame(contrast(emmeans(fit, ~c, lmer.df = "kenward-roger"),
                                    list(linear = slope, quadratic = square)))
    for (i in 1:2) {
      at <- paste0("trend/c/", table$contrast[i], "/")
      value(paste0(at, "estimate"), table$estimate[i], 1e-5, 1e-7)
      value(paste0(at, "se"), table$SE[i], 1e-5)
      value(paste0(at, "df"), table$df[i], 1e-4)
    }
  })
  means <- aggregate(y ~ p + c, three, mean)
  wide <- sapply(c("c1", "c2", "c3"), function(k) means$y[means$c == k])
  run("within", "three_cues.csv", list(analysis = "within", outcome = "y", participant = "p",
                                       condition = "c", trend = "c", scores = list(c = dose)), {
    test <- t.test(as.numeric(wide %*% slope))
    value("trend/c/linear/estimate", test$estimate[[1]], 1e-9)
    value("trend/c/linear/t", test$statistic[[1]], 1e-9)
    value("trend/c/linear/p", test$p.value, 1e-9)
    value("trend/c/quadratic/estimate", mean(wide %*% square), 1e-9)
  })
}))

# --- ordered categories and counts ---
case("clmm_counts", quote({
  library(ordinal)
  library(glmmTMB)
  set.seed(8)
  d <- expand.grid(r = 1:4, c = c("c1", "c2"), p = sprintf("P%02d", 1:12))
  own <- rnorm(12)[d$p]
  d$pain <- cut(own - 0.8 * (d$c == "c2") + rlogis(nrow(d)), c(-Inf, -1, 1, Inf), labels = FALSE)
  d$errors <- rpois(nrow(d), exp(0.5 + 0.5 * own - 0.4 * (d$c == "c2")))
  d <- save(d, "pain_errors.csv")
  run("clmm", "pain_errors.csv", list(analysis = "clmm", formula = "pain ~ c + (1 | p)"), {
    fit <- clmm(ordered(pain) ~ c + (1 | p), d, control = clmm.control(gradTol = 1e-8))
    table <- coef(summary(fit))
    value("fixed/cc2/estimate", table["cc2", 1], 2e-3)
    value("fixed/cc2/se", table["cc2", 2], 5e-3)
    value("thresholds/1|2/estimate", table["1|2", 1], 2e-3, 1e-3)
    value("loglik", as.numeric(logLik(fit)), 1e-5)
  })
  run("poisson", "pain_errors.csv", list(analysis = "glmm", family = "poisson",
                                         formula = "errors ~ c + (1 | p)"), {
    fit <- glmmTMB(errors ~ c + (1 | p), d, poisson)
    table <- coef(summary(fit))$cond
    value("fixed/cc2/estimate", table["cc2", 1], 1e-4)
    value("fixed/cc2/se", table["cc2", 2], 1e-3)
    value("loglik", as.numeric(logLik(fit)), 1e-6)
  })
  run("no_counts", "two_cues.csv", list(analysis = "glmm", family = "poisson",
                                        formula = "y ~ c + (1 | p)"),
      equals("error/code", "E_NOT_COUNT"))
}))

# --- several raters: Fleiss (1971), Gwet (2008, 2014) by hand ---
case("raters", quote({
  set.seed(9)
  d <- expand.grid(rater = paste0("R", 1:4), item = paste0("I", 1:15))
  truth <- sample(c("ok", "bent", "round"), 15, TRUE, c(0.5, 0.3, 0.2))
  d$label <- ifelse(runif(nrow(d)) < 0.7, truth[d$item], sample(c("ok", "bent", "round"),
                                                                nrow(d), TRUE))
  d <- save(d[runif(nrow(d)) > 0.1, ], "raters.csv")
  run("raters", "raters.csv", list(analysis = "kappa", outcome = "label", target = "item",
                                   rater = "rater"), {
    r <- table(d$item, d$label)
    ri <- rowSums(r)
    use <- ri >= 2
    po <- rowSums(r * (r - 1)) / (ri * (ri - 1))
    share <- r / ri
    pk <- colMeans(share)
    n <- nrow(r)
    for (gwet in c(FALSE, TRUE)) {
      pe <- if (gwet) sum(pk * (1 - pk)) / (ncol(r) - 1) else sum(pk^2)
      k <- (mean(po[use]) - pe) / (1 - pe)
      own <- ifelse(use, n / sum(use) * (po - pe) / (1 - pe), 0)
      chance <- as.numeric(if (gwet) share %*% (1 - pk) / (ncol(r) - 1) else share %*% pk)
      own <- own - 2 * (1 - k) * (chance - pe) / (1 - pe)
      at <- if (gwet) "gwet_ac1_multi/" else "fleiss/"
      value(paste0(at, if (gwet) "ac1" else "kappa"), k, 1e-9)
      value(paste0(at, "se"), sqrt(sum((own - k)^2) / (n * (n - 1))), 1e-9)
    }
  })
}))

# --- waveforms: F of aov at single nodes, split-plot; and what imputation pools ---
case("waves", quote({
  set.seed(10)
  d <- expand.grid(c = c("c1", "c2", "c3"), p = sprintf("P%02d", 1:9))
  d$g <- ifelse(as.integer(d$p) <= 4, "x", "y")
  own <- rnorm(9)
  for (q in 0:3)
    d[[sprintf("n%03d", q)]] <- round(10 + q + own[d$p] + (d$c == "c2") * q / 3 +
                                      (d$c == "c3" & d$g == "y") + rnorm(nrow(d)), 3)
  d <- save(d, "waves.csv")
  run("mixed", "waves.csv", list(analysis = "spm", design = "mixed", participant = "p",
                                 condition = "c", group = "g", permutations = 199), {
    options(contrasts = c("contr.sum", "contr.poly"))
    for (q in c(0, 3)) {
      y <- d[[sprintf("n%03d", q)]]
      wide <- t(sapply(levels(d$p), function(p) y[d$p == p]))
      g <- factor(ifelse(seq_len(9) <= 4, "x", "y"))
      fit <- car::Anova(lm(wide ~ g), type = 3, idata = data.frame(c = factor(1:3)), idesign = ~c)
      table <- summary(fit, multivariate = FALSE)$univariate.tests
      value(paste0("effects/condition/F/", q), table["c", "F value"], 1e-8)
      value(paste0("effects/group/F/", q), table["g", "F value"], 1e-8)
      value(paste0("effects/group:condition/F/", q), table["g:c", "F value"], 1e-8)
    }
  })
}))
