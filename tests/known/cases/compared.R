# SPDX-License-Identifier: GPL-3.0-or-later
# Cases of make.R: groups that differ in spread and size. Welch's t under all random signs (the wild bootstrap of
# residuals times the root of n / (n - 1)) and Hedges' g over the root of the mean variance, its interval by R's
# noncentral t at Welch's degrees of freedom (as effectsize::hedges_g(pooled_sd = FALSE)).
case("compared", quote({
  welch_df <- function(u, v) {
    a <- var(u) / length(u); b <- var(v) / length(v)
    (a + b)^2 / (a^2 / (length(u) - 1) + b^2 / (length(v) - 1))
  }
  g_of <- function(u, v, level = .95) {
    m <- welch_df(u, v); sd <- sqrt((var(u) + var(v)) / 2); se <- sqrt(var(u) / length(u) + var(v) / length(v))
    j <- exp(lgamma(m / 2) - lgamma((m - 1) / 2)) / sqrt(m / 2); t <- (mean(u) - mean(v)) / se
    ends <- sapply(c(1 + level, 1 - level) / 2, function(q) uniroot(function(l) pt(t, m, l) - q, c(-60, 60), tol = 1e-12)$root)
    list(d = (mean(u) - mean(v)) / sd, j = j, g = j * (mean(u) - mean(v)) / sd, ci_low = j * ends[1] * se / sd,
         ci_high = j * ends[2] * se / sd)
  }
  # --- curves of 5 and 7 people ---
  set.seed(71); name <- sprintf("n%03d", 0:7)
  y <- round(rbind(t(replicate(5, cumsum(rnorm(8, .9, 1.8)))), t(replicate(7, cumsum(rnorm(8, 0, .6))))), 2)
  colnames(y) <- name; g <- rep(c("x", "y"), c(5, 7))
  save(data.frame(p = sprintf("P%02d", 1:12), g = g, y), "spreads.csv")
  t_of <- function(u, v) (colMeans(u) - colMeans(v)) / sqrt(apply(u, 2, var) / nrow(u) + apply(v, 2, var) / nrow(v))
  far <- function(u) sweep(u, 2, colMeans(u)) * sqrt(nrow(u) / (nrow(u) - 1))
  u <- y[g == "x", ]; v <- y[g == "y", ]; t <- t_of(u, v)
  signs <- as.matrix(expand.grid(rep(list(c(1, -1)), 12)))
  null <- sort(c(max(abs(t)), apply(signs, 1, function(s) max(abs(t_of(s[1:5] * far(u), s[6:12] * far(v)))))))
  top <- null[ceiling(.95 * length(null))]; p <- sapply(abs(t), function(x) mean(null >= x * (1 - 1e-9)))
  curves <- function(...) list(analysis = "spm", design = "two-sample", group = "g", participant = "p",
                               order = I(c("x", "y")), ...)
  run("signs", "spreads.csv", curves(effect_size = TRUE), {
    equals("permutation/method", "all-signs")
    value("permutation/n_perm", 4096, 0, 0)
    value("permutation/threshold", top, 1e-9)
    value("permutation/p_max", min(p), 1e-12)
    over <- rle(abs(t) >= top)
    value("permutation/n_clusters", sum(over$values), 0, 0)
    for (q in 1:8) {
      at <- g_of(u[, q], v[, q], 1 - 2 * pt(-top, welch_df(u[, q], v[, q]))); d <- mean(u[, q]) - mean(v[, q])
      value(paste0("t/", q - 1), t[q], 1e-9)
      value(paste0("permutation/p/", q - 1), p[q], 1e-12)
      value(paste0("effect_size/", q - 1), at$g, 1e-8)
      value(paste0("effect_size_band/low/", q - 1), at$ci_low, 1e-5, 1e-6)
      value(paste0("effect_size_band/high/", q - 1), at$ci_high, 1e-5, 1e-6)
      value(paste0("band/low/", q - 1), d - top * d / t[q], 1e-8)
      value(paste0("band/high/", q - 1), d + top * d / t[q], 1e-8)
    }
  })
  # 199 random signs, of stream 5: word i / 32, bit i
  run("signs_drawn", "spreads.csv", curves(permutation = 199), {
    drawn <- sapply(0:198, function(r) {
      s <- 1 - 2 * (drawing(5, r)$word() %/% 2^(0:11) %% 2); max(abs(t_of(s[1:5] * far(u), s[6:12] * far(v))))
    })
    drawn <- sort(c(max(abs(t)), drawn))
    equals("permutation/method", "random-signs")
    value("permutation/threshold", drawn[190], 1e-9)
    value("permutation/p_max", mean(drawn >= max(abs(t)) * (1 - 1e-9)), 1e-12)
  })
  run("four_described", "spreads.csv", curves(filter = "p=P01,P02,P03,P04,P06,P07,P08,P09,P10"), {
    value("t/0", t_of(u[1:4, ], v[1:5, ])[1], 1e-9)
    warns("W_SMALL_N")
  })
  # --- values of people ---
  set.seed(72); x <- round(rnorm(6, 4.2, 3), 2); z <- round(rnorm(11, 0, 1), 2)
  save(data.frame(p = sprintf("P%02d", 1:17), g = rep(c("x", "y"), c(6, 11)), v = c(x, z)), "spread_values.csv")
  two <- list(group = "g", participant = "p", order = I(c("x", "y")))
  run("g", "spread_values.csv", c(list(analysis = "between", outcome = "v"), two), {
    at <- g_of(x, z); stopifnot((t.test(x, z)$p.value > .05) == (at$ci_low < 0))
    for (key in names(at)) value(paste0("hedges_g_welch/", key), at[[key]], 1e-6)
    value("hedges_g/g", (mean(x) - mean(z)) / sqrt((5 * var(x) + 10 * var(z)) / 15) *
            exp(lgamma(7.5) - lgamma(7)) / sqrt(7.5), 1e-9)
    value("welch/p", t.test(x, z)$p.value, 1e-7)
  })
  run("g_of_groups", "spread_values.csv",
      c(list(analysis = "groups", plan = list(outcomes = list(list(role = "primary", outcome = "v", column = "v")))), two), {
    at <- g_of(x, z)
    value("outcomes/0/g", at$g, 1e-8)
    value("outcomes/0/g_ci_low", at$ci_low, 1e-6); value("outcomes/0/g_ci_high", at$ci_high, 1e-6)
  })
  # --- without each person: t.test of the others, Holm over the family that is left ---
  set.seed(75); d <- data.frame(p = sprintf("P%02d", 1:22), g = rep(c("x", "y", "z"), c(8, 9, 5)))
  d$v <- round(c(rnorm(8, 9.6, 1), rnorm(9, 8.4, 1.4), rnorm(5, 11.6, 1.5)), 2); d$v[3] <- 11.6; save(d, "without_each.csv")
  pairs <- combn(c("x", "y", "z"), 2, simplify = FALSE)
  p_of <- function(d, pair) t.test(d$v[d$g == pair[1]], d$v[d$g == pair[2]])$p.value
  without <- function(groups, fails) {
    used <- d[d$g %in% unlist(groups), ]
    holm <- function(d) p.adjust(sapply(groups, function(q) p_of(d, q)), "holm")
    for (k in seq_along(groups)) {
      at <- function(key) paste0("outcomes/", k - 1, "/loo_", key)
      who <- which(used$g %in% groups[[k]])
      left <- sapply(who, function(i) diff(rev(tapply(used$v[-i], used$g[-i], mean)[groups[[k]]])))
      value(at("low"), min(left), 1e-9); value(at("high"), max(left), 1e-9)
      p <- sapply(seq_len(nrow(used)), function(i) holm(used[-i, ])[k])
      if (holm(used)[k] > .05) for (key in c("p", "ends", "person")) absent(at(key))
      else {
        value(at("p"), max(p), 1e-7); value(at("ends"), sum(p > .05), 0, 0); equals(at("person"), used$p[which.max(p)])
      }
    }
    claims <- holm(used) <= .05; stopifnot(any(claims), length(groups) == 1 || !all(claims))
  }
  asks <- list(analysis = "groups", group = "g", participant = "p",
               plan = list(outcomes = list(list(role = "primary", outcome = "v", column = "v"))))
  run("without_each", "without_each.csv", c(asks, list(order = I(c("x", "y")))), without(pairs[1]))
  run("without_each_of_three", "without_each.csv", asks, without(pairs))
  set.seed(76); n <- 9; d <- expand.grid(p = sprintf("P%02d", 1:n), cue = c("none", "a", "b"), stringsAsFactors = FALSE)
  d$v <- round(rep(rnorm(n, 20, 4), 3) + c(rep(0, n), rnorm(n, 2.3, 2.1), rnorm(n, 3, 2)), 2)
  d <- d[!(d$p == "P02" & d$cue == "b"), ]; save(d, "without_each_cued.csv")
  run("without_each_cued", "without_each_cued.csv",
      list(analysis = "cues", condition = "cue", participant = "p", plan = list(faults = I(character(0)), cues =
        sapply(c("a", "b"), function(q) list(outcomes = list(list(role = "primary", outcome = "v", column = "v"))), simplify = FALSE))), {
    of <- function(cue, d) { w <- merge(d[d$cue == cue, ], d[d$cue == "none", ], by = "p"); w$v.x - w$v.y }
    both <- function(d) p.adjust(sapply(c("a", "b"), function(q) t.test(of(q, d))$p.value), "holm")
    people <- sprintf("P%02d", 1:n); left <- sapply(people, function(q) both(d[d$p != q, ]))
    stopifnot(both(d) <= .05)
    for (k in 1:2) {
      at <- function(key) paste0("outcomes/", k - 1, "/", key); y <- of(c("a", "b")[k], d); m <- length(y)
      means <- (sum(y) - y) / (m - 1); t <- mean(y) / sd(y) * sqrt(m)
      value(at("loo_low"), min(means), 1e-9); value(at("loo_high"), max(means), 1e-9)
      value(at("loo_p"), max(left[k, ]), 1e-7); value(at("loo_ends"), sum(left[k, ] > .05), 0, 0)
      equals(at("loo_person"), people[which.max(left[k, ])])
      ends <- sapply(c(.975, .025), function(q) uniroot(function(l) pt(t, m - 1, l) - q, c(-60, 60), tol = 1e-12)$root)
      value(at("d_z_ci_low"), ends[1] / sqrt(m), 1e-6); value(at("d_z_ci_high"), ends[2] / sqrt(m), 1e-6)
    }
  })
  # --- what an ancova leaves of each person ---
  d <- read.csv("without_each.csv"); set.seed(77); d$h <- round(rnorm(22, 170, 9), 1); save(d, "residuals.csv")
  run("residuals", "residuals.csv", list(analysis = "ancova", group = "g", participant = "p", outcome = "v", covariate = I("h")), {
    fit <- lm(v ~ g + h, d)
    for (i in c(1, 12, 22)) {
      at <- function(key) paste0("points/", key, "/", i - 1)
      equals(at("participant"), d$p[i]); equals(at("group"), d$g[i])
      value(at("fitted"), fitted(fit)[i], 1e-10); value(at("residual"), resid(fit)[i], 1e-8)
      value(at("standardised"), rstandard(fit)[i], 1e-8)
    }
  })
  # --- people with a fault: Miettinen & Nurminen (1985), proportions that are likeliest under a difference found by search ---
  score <- function(x, n, d) {
    at <- function(p2) sum(dbinom(x, n, pmin(1, pmax(0, c(p2 + d, p2))), log = TRUE))
    p2 <- optimize(at, c(max(0, -d), min(1, 1 - d)), maximum = TRUE, tol = 1e-12)$maximum; p <- c(p2 + d, p2)
    (x[1] / n[1] - x[2] / n[2] - d) / sqrt(sum(p * (1 - p) / n) * sum(n) / (sum(n) - 1))
  }
  limits <- function(x, n) sapply(c(1, -1), function(s)
    uniroot(function(d) score(x, n, d) - s * qnorm(.975), c(-1, 1) * .999999, tol = 1e-10)$root)
  stopifnot(abs(limits(c(56, 48), c(70, 80)) - c(.0528, .3382)) < 6e-5) # as published by Newcombe (1998), method 6
  # the first two of group x and three of y show `often` in half of their repetitions, who has `once` in one of three
  n <- c(6, 11); d <- expand.grid(r = 1:4, p = 1:17); d$g <- ifelse(d$p <= 6, "x", "y")
  d$often <- as.integer(d$p %in% c(1:4, 7:8) & d$r <= 2 | d$p == 9); d$once <- as.integer(d$r == 1)
  d$never <- 0; d$all <- as.integer(d$p <= 6 | d$r <= 2)
  d$p <- sprintf("P%02d", d$p); d <- d[c("p", "g", "r", "often", "once", "never", "all")]
  d$often[d$p == "P17" & d$r > 1] <- NA # too few to be judged
  save(d, "fault_people.csv")
  run("fault_of_people", "fault_people.csv",
      c(list(analysis = "groups", min_reps = 3, plan = list(outcomes = list(list(role = "primary", outcome = "r", column = "r")),
                                                            faults = I(c("often", "once", "never", "all")))), two), {
    x <- c(4, 3); n <- c(6, 10); z <- score(x, n, 0); ends <- limits(x, n); p <- 2 * pnorm(-abs(z))
    at <- function(key) paste0("outcomes/1/", key)
    value(at("judged_first"), 6, 0, 0); value(at("judged_second"), 10, 0, 0)
    value(at("yes_first"), 4, 0, 0); value(at("yes_second"), 3, 0, 0)
    value(at("mean_first"), 2 / 6, 1e-12)
    value(at("diff"), 4 / 6 - 3 / 10, 1e-12); value(at("p"), p, 1e-6); value(at("p_holm"), p, 1e-6)
    value(at("ci_low"), ends[1], 1e-6); value(at("ci_high"), ends[2], 1e-6)
    for (k in 2:3) { # nobody has it: no test
      value(paste0("outcomes/", k, "/yes_first"), 0, 0, 0)
      equals(paste0("outcomes/", k, "/p"), NA)
    }
    value("outcomes/2/mean_first", 1 / 4, 1e-12)
    value("outcomes/2/ci_low", limits(c(0, 0), c(6, 11))[1], 1e-5)
    equals("outcomes/4/p", NA) # everybody has it
  })
  run("fault_of_a_quarter", "fault_people.csv",
      c(list(analysis = "groups", min_share = .25, plan = list(outcomes = list(list(role = "primary", outcome = "r", column = "r")),
                                                               faults = I(c("once")))), two), {
    value("outcomes/1/yes_first", 6, 0, 0); value("outcomes/1/yes_second", 11, 0, 0)
  })
  # --- what never differs has no interval ---
  twice <- data.frame(p = sprintf("P%02d", 1:8), a = rep(0:1, 4), b = rep(0:1, 4), c = rep(1:0, 4), e = 1.5)
  save(twice, "never_differ.csv")
  long <- data.frame(p = rep(twice$p, each = 3), r = c("r1", "r2", "r3"), v = rep(twice$a, each = 3)); save(long, "raters_alike.csv")
  nothing <- function(...) { for (path in c(...)) equals(path, NA); warns("W_ZERO_VARIANCE") }
  run("kappa_of_one", "never_differ.csv", list(analysis = "kappa", rater = I(c("a", "b")), participant = "p"), {
    value("kappa/kappa", 1, 1e-12); nothing("kappa/ci_low", "kappa/ci_high", "kappa/cluster_ci_low", "brennan_prediger/ci_low")
  })
  run("kappa_of_minus_one", "never_differ.csv", list(analysis = "kappa", rater = I(c("a", "c"))), {
    value("kappa/kappa", -1, 1e-12); nothing("kappa/ci_low", "kappa/ci_high")
  })
  run("kappa_of_three", "raters_alike.csv", list(analysis = "kappa", outcome = "v", target = "p", rater = "r"), {
    value("fleiss/kappa", 1, 1e-12); nothing("fleiss/ci_low", "fleiss/ci_high", "gwet_ac1_multi/ci_low")
  })
  run("limits_of_one_value", "never_differ.csv", list(analysis = "bland_altman", difference = "e", participant = "p"), {
    value("bland_altman/bias", 1.5, 1e-12); nothing("bland_altman/bias_ci_low", "bland_altman/loa_low_ci_high")
  })
  # --- raters of whom one saw some alone: REML of all values (lme4); interval by the very draws, refitted by lme4 ---
  set.seed(74); d <- expand.grid(r = c("r1", "r2", "r3"), p = 1:14)
  d$y <- round(40 + rnorm(14, 0, 4)[d$p] + c(0, 1.5, -1)[d$r] + rnorm(nrow(d), 0, 1.6), 2)
  d <- d[!(d$r == "r3" & d$p %in% c(2, 5, 6, 9, 11, 13, 14)) & !(d$r == "r1" & d$p == 4), ]; d$p <- sprintf("P%02d", d$p)
  save(d[c("p", "r", "y")], "uneven_raters.csv")
  reml <- function(d) suppressMessages(suppressWarnings(lme4::lmer(y ~ 1 + (1 | p) + (1 | r), d, control = tight)))
  parts <- function(fit) { v <- as.data.frame(lme4::VarCorr(fit)); setNames(v$vcov, v$grp) }
  icc_of <- function(d) { v <- parts(reml(d)); v[["p"]] / sum(v) }
  run("uneven_raters", "uneven_raters.csv", list(analysis = "icc", outcome = "y", target = "p", rater = "r", bootstrap = 40), {
    fit <- reml(d); v <- parts(fit)
    value("icc_reml/icc", v[["p"]] / sum(v), 1e-5); value("icc_reml/var_target", v[["p"]], 1e-5)
    value("icc_reml/var_rater", v[["r"]], 1e-5); value("icc_reml/var_error", v[["Residual"]], 1e-5)
    value("icc_reml/criterion", as.numeric(lme4::REMLcrit(fit)), 1e-9)
    value("icc_reml/sem_agreement", sqrt(v[["r"]] + v[["Residual"]]), 1e-5)
    value("icc_reml/n_targets", 14, 0, 0); value("icc_reml/n_raters", 3, 0, 0); value("icc_reml/n_values", nrow(d), 0, 0)
    own <- split(d, d$p)
    ends <- percentile(function(i) icc_of(do.call(rbind, Map(function(o, k) transform(o, p = k), own[i], seq_along(i)))), 14, 40)
    value("icc_reml/ci_low", ends[1], 1e-4); value("icc_reml/ci_high", ends[2], 1e-4)
  })
  run("nine_targets", "uneven_raters.csv", list(analysis = "icc", outcome = "y", target = "p", rater = "r",
                                                filter = paste0("p=", paste(sprintf("P%02d", 1:9), collapse = ","))), {
    value("icc_reml/icc", icc_of(d[d$p < "P10", ]), 1e-5); equals("icc_reml/ci_low", NA)
  })
  # all raters saw everybody: REML is the ANOVA, ICC(2,1) as McGraw & Wong have it
  whole <- d[d$p %in% names(which(table(d$p) == 3)), ]
  m <- anova(lm(y ~ p + r, whole))$`Mean Sq`; k <- 3; n <- nrow(whole) / 3
  stopifnot(abs(icc_of(whole) - (m[1] - m[3]) / (m[1] + (k - 1) * m[3] + k * (m[2] - m[3]) / n)) < 1e-6)
}))
