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
