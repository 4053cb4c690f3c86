# SPDX-License-Identifier: GPL-3.0-or-later
# Cases of make.R: groups of curves adjusted for covariates, and conditions of which some are
# missing, node by node by lm; their permutations from the draws that define them (Freedman &
# Lane 1983; within people: Winkler et al. 2015).

case("curves", quote({
  node <- sprintf("n%03d", 0:5)
  random <- function(n) round(t(apply(matrix(rnorm(n * 6), n), 1, cumsum)), 2)
  f_of <- function(y, small, large) { # F of what the larger model has more, at every node
    rss <- function(x) { q <- qr(x); colSums(qr.resid(q, y)^2) }
    s <- qr(small)$rank; l <- qr(large)$rank
    (rss(small) - rss(large)) / (l - s) / (rss(large) / (nrow(y) - l))
  }
  top <- function(null, alpha = .05) sort(null)[ceiling((1 - alpha) * length(null) - 1e-9)]
  share <- function(null, x) mean(null >= x * (1 - 1e-9))
  # the largest F of the residuals of the small model, in the orders given
  freedman_lane <- function(y, small, large, orders) {
    e <- qr.resid(qr(small), y)
    sapply(orders, function(i) max(f_of(e[i, ], small, large)))
  }
  drawn <- function(n, draws) c(list(seq_len(n)), lapply(seq_len(draws) - 1, function(r) shuffled(n, r, 5)))

  # --- two groups, two covariates of which one differs between them ---
  set.seed(81); n <- 15; g <- rep(c("a", "b"), c(7, 8))
  age <- round(30 + 8 * (g == "b") + rnorm(n, 0, 6)); height <- round(rnorm(n, 1.7, .1), 2)
  y <- random(n) + outer(age / 5, 0:5 / 5) + outer(2 * (g == "b"), c(0, 0, 1, 2, 1, 0)); colnames(y) <- node
  d <- save(data.frame(p = sprintf("P%02d", 1:n), g, age, height, y), "adjusted_curves.csv")
  y <- as.matrix(d[node]); small <- model.matrix(~ age + height, d); large <- model.matrix(~ age + height + g, d)
  two <- list(analysis = "spm", design = "two-sample", group = "g", participant = "p",
              covariate = I(c("age", "height")), order = I(c("a", "b")))
  run("two_adjusted", "adjusted_curves.csv", c(two, permutations = 99, effect_size = TRUE), {
    t <- sapply(node, function(k) {
      s <- coef(summary(lm(d[[k]] ~ age + height + g, d)))["gb", ]
      q <- match(k, node) - 1
      value(paste0("t/", q), -s[[3]], 1e-9); value(paste0("difference/", q), -s[[1]], 1e-9)
      value(paste0("se/", q), s[[2]], 1e-9); -s[[3]]
    })
    null <- sqrt(freedman_lane(y, small, large, drawn(n, 99)))
    value("permutation/threshold", top(null), 1e-9)
    value("permutation/p_max", share(null, max(abs(t))), 1e-12)
    for (q in 0:5) value(paste0("permutation/p/", q), share(null, abs(t[[q + 1]])), 1e-12)
    equals("permutation/method", "monte-carlo"); equals("adjusted_for", "age (years), height")
    equals("rft/df", 11L)
    slopes <- model.matrix(~ (age + height) * g, d); f <- f_of(y, large, slopes)
    for (q in 0:5) value(paste0("slopes/F/", q), f[[q + 1]], 1e-9)
    value("slopes/df1", 2, 0, 0); value("slopes/df2", n - 6, 0, 0)
    value("slopes/permutation/p_max", share(freedman_lane(y, large, slopes, drawn(n, 99)), max(f)), 1e-12)
    r <- resid(lm(y ~ age + height + g, d)) # smoothness as spm1d has it
    dx <- cbind(r[, 2] - r[, 1], (r[, 3:6] - r[, 1:4]) / 2, r[, 6] - r[, 5])
    value("rft/fwhm", 1 / mean(sqrt(colSums(dx^2) / colSums(r^2) / (4 * log(2)))), 1e-9)
  })
  # --- six people, one covariate: every order of the residuals ---
  few <- c(1:3, 8:10); perms <- function(v) if (length(v) < 2) list(v) else
    unlist(lapply(seq_along(v), function(i) lapply(perms(v[-i]), function(w) c(v[i], w))), FALSE)
  run("complete", "adjusted_curves.csv",
      modifyList(two, list(covariate = I("age"), filter = "p=P01,P02,P03,P08,P09,P10")), {
    null <- sqrt(freedman_lane(y[few, ], small[few, 1:2], large[few, c(1, 2, 4)], perms(1:6)))
    value("permutation/n_perm", 720, 0, 0); equals("permutation/method", "complete")
    value("permutation/threshold", top(null), 1e-9)
    t <- coef(summary(lm(y[few, 3] ~ age + g, d[few, ])))["gb", 3]
    value("permutation/p/2", share(null, abs(t)), 1e-12); warns("W_SMALL_N")
  })
  # --- three groups: F, and each pair adjusted among its own people ---
  set.seed(82); g <- rep(c("x", "y", "z"), c(6, 5, 5)); n <- 16; age <- round(rnorm(n, 40, 9))
  y <- random(n) + outer(age / 9, 5:0 / 5) + outer(4 * (g == "z"), c(0, 1, 1, 1, 0, 0)); colnames(y) <- node
  d <- save(data.frame(p = sprintf("P%02d", 1:n), g, age, y), "adjusted_three.csv"); y <- as.matrix(d[node])
  run("three_adjusted", "adjusted_three.csv", list(analysis = "spm", design = "anova", group = "g", participant = "p",
                                                   covariate = I("age"), permutations = 99), {
    for (q in 0:5) value(paste0("F/", q), anova(lm(y[, q + 1] ~ age, d), lm(y[, q + 1] ~ age + g, d))$F[2], 1e-9)
    small <- model.matrix(~ age, d); large <- model.matrix(~ age + g, d)
    null <- freedman_lane(y, small, large, drawn(n, 99))
    value("permutation/p_max", share(null, max(f_of(y, small, large))), 1e-12)
    value("permutation/threshold", top(null), 1e-9)
    for (pair in list(c("x", "y"), c("x", "z"), c("y", "z"))) {
      i <- d$g %in% pair; small <- model.matrix(~ age, d[i, ]); large <- cbind(small, d$g[i] == pair[1])
      f <- max(f_of(y[i, ], small, large)); m <- sum(i)
      value(paste0("pairs/", paste(pair, collapse = "-"), "/p_max"),
            share(freedman_lane(y[i, ], small, large, drawn(m, 99)), f), 1e-12)
    }
  })
}))
