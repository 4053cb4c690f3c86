# SPDX-License-Identifier: GPL-3.0-or-later
# Cases of make.R: what few ask for, the other side of a test, thresholds from above, families
# of p values, plans without a grid, people who drop out or lack a session.
case("asked", quote({
  number <- function(path, x) if (is.na(x)) equals(path, NA) else value(path, x, 1e-9)
  # --- a fault with and without a cue, once each: exact and mid-p (Fagerland et al. 2013) ---
  set.seed(51)
  d <- expand.grid(cue = c("none", "tap"), p = 1:12)
  none <- c(1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 0); tap <- c(0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1)
  even <- c(0, 0, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1)
  d$fault <- ifelse(d$cue == "none", none[d$p], tap[d$p])
  d$even <- ifelse(d$cue == "none", none[d$p], even[d$p])
  d$rater <- ifelse(runif(24) < .2, 1 - d$fault, d$fault)
  d$tool <- ifelse(runif(24) < .3, 1 - d$fault, d$fault)
  d$p <- sprintf("P%02d", d$p)
  d <- save(d[c("p", "cue", "fault", "even", "rater", "tool")], "answers.csv")
  middle <- function(of, side) { # how likely what is less like no difference, and half of what is as likely
    x <- d[[of]][d$cue == "none"]; y <- d[[of]][d$cue == "tap"]
    b <- sum(x > y); c <- sum(y > x); k <- 0:(b + c); f <- dbinom(k, b + c, .5)
    far <- switch(side, greater = k, less = -k, abs(k - (b + c) / 2))
    own <- far[k == c]
    value("mcnemar/b", b, 0, 0); value("mcnemar/c", c, 0, 0)
    value("mcnemar/p_exact", sum(f[far >= own]), 1e-12)
    value("mcnemar/p_midp", sum(f[far > own]) + sum(f[far == own]) / 2, 1e-12)
  }
  for (of in c("fault", "even")) for (side in c("greater", "less", "two-sided"))
    run(paste(of, side), "answers.csv",
        list(analysis = "binary_within", outcome = of, condition = "cue", participant = "p",
             order = I(c("tap", "none")), alternative = side), middle(of, side))
  run("second_rater", "answers.csv", list(analysis = "validate", truth = "fault", pred = "tool",
                                          rater = "rater", participant = "p"),
      for (k in list(c("agreement", "tool"), c("agreement_of_raters", "rater"))) {
        one <- d$fault; two <- d[[k[2]]]; same <- mean(one == two)
        chance <- mean(one) * mean(two) + (1 - mean(one)) * (1 - mean(two))
        value(paste0(k[1], "/kappa/kappa"), (same - chance) / (1 - chance), 1e-9)
      })

  # --- prevalence from below a threshold; nobody of group y did c2 ---
  set.seed(52)
  d <- expand.grid(r = 1:5, c = c("c1", "c2"), p = 1:10)
  d$g <- ifelse(d$p <= 6, "x", "y"); own <- rnorm(10, 30, 4)
  d$angle <- round(own[d$p] + rnorm(nrow(d), 0, 3)); d <- d[d$g == "x" | d$c == "c1", ]
  d$p <- sprintf("P%02d", d$p)
  d <- save(d[c("p", "g", "c", "angle")], "angles.csv"); at <- c(26, 30, 33)
  for (side in c("<", "<="))
    run(paste("below", side), "angles.csv",
        list(analysis = "prevalence", outcome = "angle", by = I(c("g", "c")), participant = "p",
             thresholds = at, direction = side),
        for (cell in list(c("x", "c1"), c("x", "c2"), c("y", "c1"))) {
          own <- d[d$g == cell[1] & d$c == cell[2], ]; name <- sprintf("cells/g=%s;c=%s/", cell[1], cell[2])
          rate <- sapply(at, function(k) {
            is <- if (side == "<") own$angle < k else own$angle <= k
            value(sprintf("%s%.1f/n_fault", name, k), sum(is), 0, 0)
            mean(tapply(is, own$p, mean), na.rm = TRUE)
          })
          for (k in seq_along(at)) value(sprintf("%s%.1f/prevalence", name, at[k]), rate[k], 1e-9)
          over <- which((rate[-1] - .5) * (rate[-3] - .5) <= 0 & rate[-1] != rate[-3])[1] # crosses a half
          number(paste0(name, "half_at"), at[over] + (at[over + 1] - at[over]) * (.5 - rate[over]) /
                   (rate[over + 1] - rate[over]))
          value(paste0(name, "auc"), sum(diff(at) * (rate[-1] + rate[-3]) / 2) / diff(range(at)), 1e-9)
        })

  # the difference of groups and of cues: t of people's rates, the largest over all relabellings
  curve_of <- function(own) sapply(at, function(k) tapply(own$angle > k, droplevels(own$p), mean))
  one <- function(z) list(d = colMeans(z), se = apply(z, 2, sd) / sqrt(nrow(z)))
  apart <- function(z, i) {
    x <- one(z[i, ]); y <- one(z[-i, ]); list(d = x$d - y$d, se = sqrt(x$se^2 + y$se^2))
  }
  check_band <- function(of, ways) { # ways[[1]]: as observed
    largest <- sapply(ways, function(i) { r <- of(i); max(abs(r$d / r$se), na.rm = TRUE) })
    far <- sort(largest)[ceiling(.95 * length(ways))]; r <- of(ways[[1]]); value("critical_t", far, 1e-9)
    for (k in seq_along(at)) {
      name <- sprintf("difference/%.1f/", at[k])
      value(paste0(name, "diff"), r$d[k], 1e-9, 1e-12)
      if (r$se[k] == 0) { # everybody changed alike
        for (key in c("t", "p_max", "band_low", "band_high")) equals(paste0(name, key), NA)
        next
      }
      value(paste0(name, "t"), r$d[k] / r$se[k], 1e-9, 1e-12)
      value(paste0(name, "p_max"), mean(largest >= abs(r$d / r$se)[k] - 1e-9), 1e-12)
      value(paste0(name, "band_low"), r$d[k] - far * r$se[k], 1e-9)
      value(paste0(name, "band_high"), r$d[k] + far * r$se[k], 1e-9)
    }
  }
  plan <- function(...) list(analysis = "prevalence", outcome = "angle", participant = "p", thresholds = at, ...)
  run("groups_alike_at_one", "angles.csv", plan(group = "g", order = I(c("x", "y")), filter = "c=c1"), {
    z <- curve_of(d[d$c == "c1", ])
    stopifnot(abs(apart(z, 1:6)$d) < 1e-12 | abs(apart(z, 1:6)$d) > .01, any(abs(apart(z, 1:6)$d) < 1e-12))
    check_band(function(i) apart(z, i), combn(10, 6, simplify = FALSE))
  })
  run("cues", "angles.csv", plan(condition = "c", filter = "g=x"), {
    z <- curve_of(d[d$g == "x" & d$c == "c2", ]) - curve_of(d[d$g == "x" & d$c == "c1", ])
    check_band(function(s) one(z * s), lapply(0:63, function(r) 1 - 2 * (r %/% 2^(0:5) %% 2)))
  })

  # --- plans: the grids that nobody names, and how many studies are simulated ---
  tails <- function(df, ncp) {
    q <- qt(.975, df)
    suppressWarnings(pt(q, df, ncp, lower.tail = FALSE) + pt(-q, df, ncp))
  }
  curve <- function(key, x, power) for (k in seq_along(x)) {
    value(sprintf("curve/%s/%d", key, k - 1), x[k], 1e-12)
    value(sprintf("curve/power/%d", k - 1), power[k], 1e-7)
  }
  plan <- function(...) list(analysis = "power", ...)
  run("over_people", NULL, plan(d = .5, ratio = 1.5, grid = 5 * 1:20), {
    n <- 5 * 1:20; m <- ceiling(1.5 * n)
    curve("n", n, tails(n + m - 2, .5 * sqrt(n * m / (n + m))))
  })
  run("over_effects", NULL, plan(vary = "effect", test = "t-paired", n = 12, grid = 1:20 / 10),
      curve("effect", 1:20 / 10, tails(11, 1:20 / 10 * sqrt(12))))
  run("over_shares", NULL, plan(vary = "effect", test = "proportions", n = 25, p = .3, grid = 1:10 / 10), {
    p <- 1:10 / 10; mean <- (.3 + p) / 2
    curve("effect", p, pnorm((abs(p - .3) - qnorm(.975) * sqrt(2 * mean * (1 - mean) / 25)) /
                               sqrt((.3 * .7 + p * (1 - p)) / 25)))
  })

  # --- curves of people, of whom one has one session and one a single curve in the first ---
  set.seed(53); nodes <- 6
  d <- expand.grid(r = 1:3, s = c("s1", "s2"), p = 1:6)
  d <- d[!(d$p == 3 & d$s == "s2") & !(d$p == 5 & d$s == "s1" & d$r > 1), ]
  own <- matrix(rnorm(6 * nodes), 6); day <- matrix(rnorm(12 * nodes, 0, .3), 12)
  y <- t(sapply(seq_len(nrow(d)), function(i)
    sin(1:nodes) * 2 + own[d$p[i], ] + day[d$p[i] * 2 - (d$s[i] == "s1"), ] + rnorm(nodes, 0, .4)))
  d <- data.frame(p = sprintf("P%02d", d$p), s = d$s, round(y, 3))
  names(d)[-(1:2)] <- sprintf("n%03d", seq_len(nodes) - 1)
  d <- save(d, "rounds.csv"); y <- as.matrix(d[-(1:2)])
  ratio <- function(error, all) sqrt(1 - error / all)
  about <- function(z) sum(sweep(z, 2, colMeans(z))^2)
  run("sessions_missing", "rounds.csv",
      list(analysis = "curve_agreement", session = "s", participant = "p"), {
    warns("W_INCOMPLETE_PAIRS")
    value("n_complete", 5, 0)
    for (p in levels(d$p)) {
      parts <- lapply(split(seq_len(nrow(d))[d$p == p], droplevels(d$s[d$p == p])), function(i) y[i, , drop = FALSE])
      n <- sapply(parts, nrow); at <- paste0("cmc/", p, "/"); z <- do.call(rbind, parts)
      number(paste0(at, "within"), if (any(n < 2)) NA else
        ratio(sum(sapply(parts, about)) / sum(nodes * (n - 1)),
              sum(sapply(parts, function(z) sum((z - mean(z))^2))) / sum(n * nodes - 1)))
      number(paste0(at, "between"), if (length(n) < 2) NA else
        ratio(about(z) / (nodes * (nrow(z) - 1)), sum((z - mean(z))^2) / (length(z) - 1)))
    }
    for (q in 1:nodes) {
      m <- tapply(y[, q], list(d$p, d$s), mean); m <- m[complete.cases(m), ]; n <- nrow(m)
      long <- data.frame(v = as.vector(m), p = factor(row(m)), s = factor(col(m)))
      ms <- anova(lm(v ~ p + s, long))$`Mean Sq`
      value(sprintf("nodes/icc2/%d", q - 1), (ms[1] - ms[3]) / (ms[1] + ms[3] + 2 * (ms[2] - ms[3]) / n), 1e-9)
      value(sprintf("nodes/sem_agreement/%d", q - 1), sqrt(max(0, ms[2] - ms[3]) / n + ms[3]), 1e-9)
    }
  })
}))
