# SPDX-License-Identifier: GPL-3.0-or-later
# Simulates small trials and writes what R makes of them, for tests/known/test_stats_cases.c:
#   Rscript make.R [NAME...]    in this folder, with draws.R, resampled.R, asked.R, corners.R, methods.R and compared.R;
#                               needs lme4, emmeans, epiR, numDeriv, jsonlite
#                               (Debian: r-cran-…)
suppressPackageStartupMessages({
  library(lme4)
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
absent <- function(path) checks[[length(checks) + 1]] <<- list(path = path, absent = TRUE)
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

# --- people: closed forms and base R ---
noncentral <- function(t, df, p)
  uniroot(function(ncp) pt(t, df, ncp) - p, c(t - 15, t + 15), tol = 1e-12)$root
beta_of <- function(f, df1, df2, p) {
  root <- if (pf(f, df1, df2) <= p) 0 else
    uniroot(function(l) pf(f, df1, df2, l) - p, c(0, 500), tol = 1e-12)$root
  root / (root + df1 + df2 + 1)
}
wilson <- function(p, n) {
  z <- qnorm(.975)
  (p + z^2 / (2 * n) + c(-1, 1) * z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2))) / (1 + z^2 / n)
}
cliff <- function(x, y) { # Cliff 1996, Feng & Cliff 2004
  d <- sign(outer(x, y, "-")); m <- mean(d); a <- length(x); b <- length(y)
  v <- (b^2 * sum((rowMeans(d) - m)^2) + a^2 * sum((colMeans(d) - m)^2) - sum((d - m)^2)) /
    (a * b * (a - 1) * (b - 1))
  v <- max(v, (1 - m^2) / (a * b - 1)); z <- qt(.975, a + b - 2)
  if (abs(m) == 1) {
    n <- min(a, b); inner <- (n - z^2) / (n + z^2)
    return(c(m, sqrt(v), if (m > 0) c(inner, 1) else c(-1, -inner)))
  }
  half <- z * sqrt(v) * sqrt((1 - m^2)^2 + z^2 * v)
  c(m, sqrt(v), (m - m^3 - half) / (1 - m^2 + z^2 * v), (m - m^3 + half) / (1 - m^2 + z^2 * v))
}
agreement <- function(p, n, w) { # Fleiss, Cohen & Everitt 1969
  r <- rowSums(p); c <- colSums(p); po <- sum(w * p); pe <- sum(w * outer(r, c))
  k <- (po - pe) / (1 - pe); wi <- w %*% c; wj <- t(w) %*% r
  s <- outer(as.vector(wi), as.vector(wj), "+")
  c(k, sqrt((sum(p * (w - s * (1 - k))^2) - (k - pe * (1 - k))^2) / n) / (1 - pe))
}
case("people", quote({
  # two groups, their effect sizes and permutations
  d <- read.csv("two_groups.csv")
  x <- d$x[d$group == "b"]; y <- d$x[d$group == "a"]; a <- length(x); b <- length(y)
  run("two_groups", "two_groups.csv", list(analysis = "between", outcome = "x", group = "group",
                                           order = I(c("b", "a")), glass_delta = TRUE), {
    pooled <- sqrt(((a - 1) * var(x) + (b - 1) * var(y)) / (a + b - 2))
    j <- exp(lgamma((a + b - 2) / 2) - lgamma((a + b - 3) / 2)) / sqrt((a + b - 2) / 2)
    t <- t.test(x, y, var.equal = TRUE); scale <- sqrt(1 / a + 1 / b)
    value("hedges_g/d", (mean(x) - mean(y)) / pooled, 1e-9)
    value("hedges_g/j", j, 1e-9)
    value("hedges_g/ci_low", j * scale * noncentral(t$statistic, a + b - 2, .975), 1e-6)
    value("hedges_g/ci_high", j * scale * noncentral(t$statistic, a + b - 2, .025), 1e-6)
    value("glass_delta/delta", (mean(x) - mean(y)) / sd(y), 1e-9)
    value("student/t", t$statistic[[1]], 1e-9)
    value("welch/df", t.test(x, y)$parameter[[1]], 1e-9)
    dev <- data.frame(v = c(abs(x - median(x)), abs(y - median(y))), g = rep(1:2, c(a, b)))
    value("brown_forsythe/F", anova(lm(v ~ factor(g), dev))$F[1], 1e-9)
    value("mann_whitney/p", wilcox.test(x, y)$p.value, 1e-9)
    at <- cliff(x, y)
    for (k in 1:4) value(paste0("cliffs_delta/", c("delta", "se", "ci_low", "ci_high")[k]), at[k], 1e-9)
    z <- c(x, y); sets <- combn(a + b, a)
    diff <- apply(sets, 2, function(i) mean(z[i]) - mean(z[-i]))
    value("permutation_mean/count", sum(abs(diff) >= abs(diff[1]) - 1e-9), 0, 0)
    value("permutation_mean/p", mean(abs(diff) >= abs(diff[1]) - 1e-9), 1e-9)
    welch <- apply(sets, 2, function(i) t.test(z[i], z[-i])$statistic)
    value("permutation_welch/p", mean(abs(welch) >= abs(welch[1]) - 1e-9), 1e-9)
  })
  run("less", "two_groups.csv", list(analysis = "between", outcome = "x", group = "group",
                                     order = I(c("a", "b")), alternative = "less"), {
    z <- c(y, x); diff <- apply(combn(a + b, b), 2, function(i) mean(z[i]) - mean(z[-i]))
    value("permutation_mean/p", mean(diff <= diff[1] + 1e-9), 1e-9)
    value("mann_whitney/p", wilcox.test(y, x, alternative = "less")$p.value, 1e-9)
    value("welch/p", t.test(y, x, alternative = "less")$p.value, 1e-9)
  })
  run("monte_carlo", "apart.csv", list(analysis = "between", outcome = "x", group = "group",
                                       order = I(c("a", "b")), permutation = "monte-carlo,1"), {
    # of one relabelling and the observed one, p is 1/2 or 1: the observed one counts
    value("permutation_mean/p", 0.75, 0, 0.25)
    d <- read.csv("apart.csv"); at <- cliff(d$x[d$group == "a"], d$x[d$group == "b"])
    for (k in 1:4) value(paste0("cliffs_delta/", c("delta", "se", "ci_low", "ci_high")[k]), at[k], 1e-9)
  })
  # the same people three times
  d <- read.csv("three_times.csv"); m <- matrix(d$y, ncol = 3, byrow = TRUE)
  run("three_times", "three_times.csv", list(analysis = "within", outcome = "y", condition = "time"), {
    fit <- lm(m ~ 1); times <- data.frame(t = factor(1:3))
    table <- anova(fit, X = ~1, test = "Spherical"); s <- mauchly.test(fit, X = ~1)
    f <- table$F[1]
    value("rm_anova/F", f, 1e-9)
    value("rm_anova/gg_epsilon", attr(table, "heading") |> grep("Greenhouse", x = _, value = TRUE) |>
            sub(".*epsilon: *", "", x = _) |> as.numeric(), 1e-3)
    value("rm_anova/hf_epsilon", attr(table, "heading") |> grep("Huynh", x = _, value = TRUE) |>
            sub(".*epsilon: *", "", x = _) |> as.numeric(), 1e-3)
    value("rm_anova/p_gg", table$`G-G Pr`[1], 1e-6)
    value("rm_anova/p_hf", table$`H-F Pr`[1], 1e-6)
    value("rm_anova/mauchly_W", s$statistic[[1]], 1e-9)
    value("rm_anova/mauchly_p", s$p.value, 1e-9)
    value("friedman/p", friedman.test(m)$p.value, 1e-9)
  })
  d <- read.csv("ties.csv"); change <- d$y[d$time == "b"] - d$y[d$time == "a"]
  run("ties", "ties.csv", list(analysis = "within", outcome = "y", condition = "time"),
      value("wilcoxon/p", suppressWarnings(wilcox.test(change)$p.value), 1e-9))
  # proportions: people are clusters
  d <- read.csv("repetitions.csv"); k <- as.vector(tapply(d$truth, d$participant, sum))
  n <- as.vector(table(d$participant)); people <- length(n)
  run("clusters", "repetitions.csv", list(analysis = "prevalence", outcome = "truth"), {
    p <- sum(k) / sum(n); v <- people / (people - 1) * sum((k - p * n)^2) / sum(n)^2
    deff <- v / (p * (1 - p) / sum(n)); q <- qt(.975, people - 1)
    value("cells/all/cluster_se", sqrt(v), 1e-9)
    value("cells/all/cluster_ci_low", p - q * sqrt(v), 1e-9)
    value("cells/all/deff", deff, 1e-9)
    value("cells/all/n_eff", sum(n) / deff, 1e-9)
    value("cells/all/wilson_eff_high", wilson(p, sum(n) / deff)[2], 1e-9)
    rate <- mean(k / n); se <- sd(k / n) / sqrt(people) # Korn & Graubard 1998
    effective <- rate * (1 - rate) / se^2 * (qnorm(.975) / q)^2
    ends <- wilson(rate, max(people, min(sum(n), effective)))
    value("cells/all/prevalence", rate, 1e-9)
    value("cells/all/ci_low", ends[1], 1e-9)
    value("cells/all/ci_high", ends[2], 1e-9)
  })
  run("limits", "limits.csv", list(analysis = "prevalence", outcome = "fault", by = I("group")), {
    value("cells/group=half/people_with/n", 4, 0, 0) # half of the repetitions is enough
    value("cells/group=none/people_with/n", 0, 0, 0)
    value("cells/group=none/ci_high", wilson(0, 5)[2], 1e-9) # of people, not repetitions
    value("cells/group=none/n_eff", 5, 0, 0)
  })
  # a detector and its score
  tp <- sum(d$pred & d$truth); fp <- sum(d$pred & !d$truth)
  fn <- sum(!d$pred & d$truth); tn <- sum(!d$pred & !d$truth)
  run("detector", "repetitions.csv", list(analysis = "validate", truth = "truth", pred = "pred"), {
    sens <- tp / (tp + fn); spec <- tn / (tn + fp)
    value("accuracy/lr_pos", sens / (1 - spec), 1e-9)
    value("accuracy/lr_neg", (1 - sens) / spec, 1e-9)
    value("accuracy/ppv/value", tp / (tp + fp), 1e-9)
    value("accuracy/npv/value", tn / (tn + fn), 1e-9)
    value("accuracy/f1", 2 * tp / (2 * tp + fp + fn), 1e-9)
    value("accuracy/mcc", cor(d$pred, d$truth), 1e-9)
  })
  run("two_scores", "repetitions.csv", list(analysis = "roc", truth = "truth", score = "score",
                                            score2 = "score2", bootstrap = 20), {
    placed <- function(s) { # DeLong, DeLong & Clarke-Pearson 1988
      m <- outer(s[d$truth == 1], s[d$truth == 0], function(x, y) (x > y) + (x == y) / 2)
      list(auc = mean(m), pos = rowMeans(m), neg = colMeans(m))
    }
    one <- placed(d$score); two <- placed(d$score2)
    v <- function(f, g) cov(f$pos, g$pos) / length(f$pos) + cov(f$neg, g$neg) / length(f$neg)
    value("roc/auc", one$auc, 1e-9)
    value("roc/se", sqrt(v(one, one)), 1e-9)
    value("delong_paired/se", sqrt(v(one, one) + v(two, two) - 2 * v(one, two)), 1e-9)
    at <- sort(unique(d$score))
    youden <- sapply(at, function(c) mean(d$score[d$truth == 1] >= c) - mean(d$score[d$truth == 0] >= c))
    value("roc/youden_j", max(youden), 1e-9)
    value("roc/youden_threshold", at[youden > max(youden) - 1e-9][1], 1e-9)
  })
  # raters of three categories
  d <- read.csv("categories.csv"); p <- unclass(table(d$one, d$two)) / nrow(d); n <- nrow(d)
  run("categories", "categories.csv", list(analysis = "kappa", rater = c("one", "two"),
                                           bootstrap = 20), {
    i <- row(p); j <- col(p)
    ways <- list(kappa = 1 * (i == j), kappa_linear = 1 - abs(i - j) / 2,
                 kappa_quadratic = 1 - (i - j)^2 / 4)
    for (way in names(ways)) {
      at <- agreement(p, n, ways[[way]])
      value(paste0(way, "/kappa"), at[1], 1e-9)
      value(paste0(way, "/se"), at[2], 1e-9)
    }
    po <- sum(diag(p)); share <- (rowSums(p) + colSums(p)) / 2
    chance <- sum(share * (1 - share)) / 2 # Gwet 2008
    value("gwet_ac1", (po - chance) / (1 - chance), 1e-9)
    value("pabak", (3 * po - 1) / 2, 1e-9)
  })
  # sessions: McGraw & Wong 1996
  d <- read.csv("sessions.csv"); m <- matrix(d$value, ncol = 3, byrow = TRUE); n <- 6; k <- 3
  run("sessions", "sessions.csv", list(analysis = "icc", outcome = "value", rater = "session"), {
    s <- anova(lm(value ~ participant + factor(session), d))$`Mean Sq`
    r <- (s[1] - s[3]) / (s[1] + (k - 1) * s[3] + k * (s[2] - s[3]) / n)
    a <- k * r / (n * (1 - r)); b <- 1 + k * r * (n - 1) / (n * (1 - r))
    v <- (a * s[2] + b * s[3])^2 / ((a * s[2])^2 / (k - 1) + (b * s[3])^2 / ((n - 1) * (k - 1)))
    q <- qf(.975, n - 1, v); u <- qf(.975, v, n - 1); rest <- k * s[2] + (k * n - k - n) * s[3]
    value("icc/ICC2/icc", r, 1e-9)
    value("icc/ICC2/ci_low", n * (s[1] - q * s[3]) / (q * rest + n * s[1]), 1e-8)
    value("icc/ICC2/ci_high", n * (u * s[1] - s[3]) / (rest + n * u * s[1]), 1e-8)
    value("icc/ICC2/df2", 10, 0, 0)
    value("icc/ICC2/p", pf(s[1] / s[3], 5, 10, lower.tail = FALSE), 1e-8)
    value("mdc95_agreement", 1.96 * sqrt(2 * (max(0, (s[2] - s[3]) / n) + s[3])), 1e-9)
  })
  run("variation", "sessions.csv", list(analysis = "icc", outcome = "value", rater = "session"), {
    value("cv_rms", 100 * sqrt(mean((apply(m, 1, sd) / rowMeans(m))^2)), 1e-9)
    value("cv_log", 100 * sqrt(exp(mean(apply(log(m), 1, var))) - 1), 1e-9)
  })
  run("two_methods", "sessions.csv", list(analysis = "bland_altman", outcome = "value",
                                          method = "session", filter = "session=s1,s2",
                                          order = I(c("s1", "s2"))), {
    e <- m[, 1] - m[, 2]; z <- qnorm(.975); low <- mean(e) - z * sd(e)
    half <- qt(.975, n - 1) * sd(e) * sqrt(1 / n + z^2 / (2 * (n - 1)))
    value("bland_altman/loa_low", low, 1e-9)
    value("bland_altman/loa_low_ci_low", low - half, 1e-9)
    value("bland_altman/loa_low_ci_high", low + half, 1e-9)
  })
  # a covariate, errors of MacKinnon & White 1985
  d <- read.csv("two_groups.csv"); fit <- lm(x ~ group + age, d)
  run("covariate", "two_groups.csv", list(analysis = "ancova", outcome = "x", group = "group",
                                          covariate = I("age")), {
    m <- model.matrix(fit); e <- resid(fit) / (1 - hatvalues(fit)); i <- solve(crossprod(m))
    hc3 <- sqrt(diag(i %*% crossprod(m * e) %*% i))
    for (k in 1:3)
      value(paste0("fixed/", names(hc3)[k], "/se_hc3"), hc3[[k]], 1e-8)
    f <- drop1(fit, test = "F")$`F value`[2]
    value("type3/group/F", f, 1e-8)
    value("type3/group/partial_eta2_ci_high", beta_of(f, 1, 13, .025), 1e-6)
    value("r_squared", summary(fit)$r.squared, 1e-9)
  })
  d <- read.csv("three_times.csv")
  run("eta", "three_times.csv", list(analysis = "within", outcome = "y", condition = "time"), {
    m <- matrix(d$y, ncol = 3, byrow = TRUE); h <- contr.helmert(3) %*% diag(1 / sqrt(c(2, 6)))
    s <- cov(m %*% h); e <- sum(diag(s))^2 / (2 * sum(s^2))
    f <- anova(lm(m ~ 1), X = ~1, test = "Spherical")$F[1]
    value("rm_anova/gg_epsilon", e, 1e-9)
    value("rm_anova/hf_epsilon", min(1, (8 * 2 * e - 2) / (2 * (7 - 2 * e))), 1e-9)
    value("rm_anova/partial_eta2_ci_low", beta_of(f, 2 * e, 14 * e, .975), 1e-6)
    value("rm_anova/partial_eta2_ci_high", beta_of(f, 2 * e, 14 * e, .025), 1e-6)
  })
  # power: both tails; a second group half again as large, rounded up
  two <- function(n1, n2, d) {
    q <- qt(.975, n1 + n2 - 2); ncp <- d * sqrt(n1 * n2 / (n1 + n2))
    pt(q, n1 + n2 - 2, ncp, lower.tail = FALSE) + pt(-q, n1 + n2 - 2, ncp)
  }
  run("ratio", "pvalues.csv", list(analysis = "power", n = 7, ratio = 1.5, d = 1.1),
      value("power", two(7, 11, 1.1), 1e-7))
  run("small_effect", "pvalues.csv", list(analysis = "power", n = c(5, 5), d = 0.1),
      value("power", two(5, 5, 0.1), 1e-7))
  run("pairs", "pvalues.csv", list(analysis = "power", test = "t-paired", n = 9, dz = 0.9),
      value("power", power.t.test(9, 0.9, type = "paired", strict = TRUE)$power, 1e-7))
  run("proportions", "pvalues.csv", list(analysis = "power", test = "proportions", n = c(30, 50),
                                         p = c(0.7, 0.35)), {
    q <- qnorm(.975); pooled <- (30 * 0.7 + 50 * 0.35) / 80
    se0 <- sqrt(pooled * (1 - pooled) * (1 / 30 + 1 / 50))
    se1 <- sqrt(0.7 * 0.3 / 30 + 0.35 * 0.65 / 50)
    value("power", pnorm((0.35 - q * se0) / se1), 1e-9)
  })
  # half of the people always, half never: no fewer than the people themselves
  d <- read.csv("extremes.csv"); rate <- as.vector(tapply(d$fault, d$participant, mean))
  run("extremes", "extremes.csv", list(analysis = "prevalence", outcome = "fault"), {
    ends <- wilson(mean(rate), length(rate))
    value("cells/all/ci_low", ends[1], 1e-9)
    value("cells/all/ci_high", ends[2], 1e-9)
  })
  run("tied_thresholds", "extremes.csv", list(analysis = "roc", truth = "truth", score = "score",
                                              participant = "row", bootstrap = 20),
      value("roc/youden_threshold", 2, 0, 0)) # as good at 4: the smallest counts
  d <- read.csv("three_times.csv", stringsAsFactors = TRUE)
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
}))

# --- dose and response: emmeans with weights of contr.poly and of the slope ---
case("trend", quote({
  three <- save(trial(2, 8, 3, 3, lost = 0.1), "three_cues.csv")
  dose <- c(0, 20, 60)
  slope <- (dose - mean(dose)) / sum((dose - mean(dose))^2)
  square <- contr.poly(3, dose)[, 2]
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
                                 condition = "c", group = "g", permutation = 199), {
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

# --- options that few ask for: base R ---
case("options", quote({
  three <- read.csv("three_cues.csv", stringsAsFactors = TRUE)
  means <- aggregate(y ~ p + c, three, mean)
  wide <- tapply(means$y, list(means$p, means$c), mean)
  # every way to flip the signs of eight people: the largest |t| of the three pairs
  run("max_t", "three_times.csv", list(analysis = "within", outcome = "y", condition = "time",
                                       max_t = TRUE), {
    d <- read.csv("three_times.csv"); m <- tapply(d$y, list(d$participant, d$time), mean)
    pairs <- combn(colnames(m), 2); n <- nrow(m)
    differences <- apply(pairs, 2, function(k) m[, k[1]] - m[, k[2]])
    t_of <- function(x) abs(mean(x)) / (sd(x) / sqrt(n))
    largest <- apply(expand.grid(rep(list(c(1, -1)), n)), 1,
                     function(sign) max(apply(differences * sign, 2, t_of)))
    for (k in seq_len(ncol(pairs)))
      value(paste0("pairwise/", paste(pairs[, k], collapse = "-"), "/p_max_t"),
            mean(largest >= t_of(differences[, k]) * (1 - 1e-9)), 1e-12)
  })
  # trend of groups' adjusted means
  people <- aggregate(y ~ p + age, three, mean)
  people$dose <- factor(paste0("d", as.integer(people$p) %% 3))
  people$y <- round(people$y, 4)
  people <- save(people, "doses.csv"); dose <- c(0, 20, 60)
  run("ancova_trend", "doses.csv", list(analysis = "ancova", outcome = "y", group = "dose", covariate = I("age"),
                                        participant = "p", trend = "dose", scores = list(dose = dose)), {
    weights <- list(linear = (dose - mean(dose)) / sum((dose - mean(dose))^2),
                    quadratic = contr.poly(3, dose)[, 2])
    table <- as.data.frame(contrast(emmeans(lm(y ~ age + dose, people), ~dose), weights))
    for (i in 1:2) {
      at <- paste0("trend/dose/", table$contrast[i], "/")
      value(paste0(at, "estimate"), table$estimate[i], 1e-7)
      value(paste0(at, "se"), table$SE[i], 1e-7)
      value(paste0(at, "df"), table$df[i], 1e-9)
      value(paste0(at, "p"), table$p.value[i], 1e-6)
    }
  })
  # hits of shots
  set.seed(12)
  shots <- expand.grid(c = c("c1", "c2"), p = sprintf("P%02d", 1:14))
  shots$shots <- sample(3:12, nrow(shots), TRUE)
  shots$hits <- rbinom(nrow(shots), shots$shots,
                       plogis(0.3 + rnorm(14)[shots$p] - 0.9 * (shots$c == "c2")))
  shots <- save(shots, "shots.csv")
  errors <- read.csv("pain_errors.csv", stringsAsFactors = TRUE)
  # a low score is a fault, and words say which it was
  d <- read.csv("repetitions.csv")
  words <- save(data.frame(score = -d$score, truth = ifelse(d$truth == 1, "present", "absent")), "words.csv")
  run("low_scores", "words.csv", list(analysis = "roc", truth = "truth", score = "score", direction = "<"), {
    ill <- words$score[words$truth == "present"]; well <- words$score[words$truth == "absent"]
    value("roc/auc", mean(outer(ill, well, function(x, y) (x < y) + (x == y) / 2)), 1e-9)
    at <- sort(unique(words$score), decreasing = TRUE)
    youden <- sapply(at, function(c) mean(ill <= c) - mean(well <= c))
    value("roc/youden_j", max(youden), 1e-9)
    value("roc/youden_threshold", at[youden > max(youden) - 1e-9][1], 1e-9)
  })
  # the effect that so many people can show
  two_sided <- function(...) power.t.test(power = 0.8, strict = TRUE, tol = 1e-12, ...)$delta
  planned <- function(test, ...) list(analysis = "power", test = test, power = 0.8, ...)
  run("detectable", "three_cues.csv", planned("t-two-sample", n = 20), value("d", two_sided(n = 20), 1e-7))
  run("detectable_less", "three_cues.csv", planned("t-paired", n = 15, alternative = "less"),
      value("dz", -power.t.test(n = 15, power = 0.8, type = "paired", alternative = "one.sided",
                                tol = 1e-12)$delta, 1e-7))
  above <- function(p1, ...) power.prop.test(n = 40, p1 = p1, power = 0.8, tol = 1e-12, ...)$p2
  proportions <- function(p1, ...) planned("proportions", n = 40, p = p1, ...)
  run("detectable_share", "three_cues.csv", proportions(0.5), value("p2", above(0.5), 1e-7))
  run("detectable_share_above", "three_cues.csv", proportions(0.2, alternative = "less"),
      value("p2", above(0.2, alternative = "one.sided"), 1e-7))
  # below p1: the same with the other outcome counted
  run("detectable_share_below", "three_cues.csv", proportions(0.6, alternative = "greater"),
      value("p2", 1 - above(0.4, alternative = "one.sided"), 1e-7))
  run("detectable_share_near_one", "three_cues.csv", proportions(0.95), value("p2", 1 - above(0.05), 1e-7))
}))

source("resampled.R")
source("asked.R")
source("corners.R")
source("methods.R")
source("compared.R")
