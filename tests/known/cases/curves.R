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

  # --- three conditions of which some are missing: lm with people, exchanged within people ---
  set.seed(83); d <- expand.grid(c = c("c1", "c2", "c3"), p = sprintf("P%02d", 1:11))
  d$g <- ifelse(as.integer(d$p) <= 5, "x", "y")
  y <- random(11)[d$p, ] + random(nrow(d)) / 2 + outer((d$c == "c3") * 1.5, c(0, 1, 1, 1, 1, 0)); colnames(y) <- node
  d <- cbind(d, round(y, 2))[-c(2, 9, 10, 11, 19, 27), ] # P04 has one condition left
  d <- save(d, "missing_conditions.csv"); used <- d[d$p != "P04", ]; used$p <- droplevels(used$p)
  y <- as.matrix(used[node]); rows <- split(seq_len(nrow(used)), used$p)
  # within people, one counter for all of them: row i gets the curve order[i]
  within_people <- function(replicate) {
    w <- drawing(5, replicate)
    unlist(lapply(rows, function(r) {
      a <- seq_along(r)
      for (i in seq(length(r), 2)) { j <- w$bounded(i) + 1; a[c(i, j)] <- a[c(j, i)] }
      r[a]
    }))
  }
  orders <- c(list(seq_len(nrow(used))), lapply(0:98, within_people))
  rm <- list(analysis = "spm", design = "rm-anova", condition = "c", participant = "p", incomplete = "include")
  run("missing", "missing_conditions.csv", c(rm, permutations = 99), {
    small <- model.matrix(~ p, used); large <- model.matrix(~ p + c, used); f <- f_of(y, small, large)
    for (q in 0:5) {
      table <- anova(lm(y[, q + 1] ~ p + c, used))
      value(paste0("effects/condition/F/", q), table["c", "F value"], 1e-9)
    }
    value("effects/condition/df1", 2, 0, 0); value("effects/condition/df2", nrow(used) - 12, 0, 0)
    null <- sapply(orders, function(i) max(f_of(y[i, ], small, large)))
    value("effects/condition/permutation/p_max", share(null, max(f)), 1e-12)
    value("effects/condition/permutation/threshold", top(null), 1e-9)
    value("n_incomplete", 4, 0, 0); value("n_participants_dropped", 1, 0, 0); warns("W_INCOMPLETE_PAIRS")
    for (k in c("c1", "c2", "c3")) value(paste0("conditions/", k, "/n"), sum(used$c == k), 0, 0)
    for (pair in list(c("c1", "c2"), c("c1", "c3"), c("c2", "c3"))) { # those who have both
      of <- function(k) used[used$c == k & used$p %in% intersect(used$p[used$c == pair[1]], used$p[used$c == pair[2]]), node]
      e <- as.matrix(of(pair[1]) - of(pair[2])); n <- nrow(e)
      value(paste0("pairs/", paste(pair, collapse = "-"), "/n"), nrow(e), 0, 0)
    }
  })
  # --- four people: every exchange; F of all orders ---
  few <- droplevels(used[used$p %in% c("P01", "P03", "P05", "P06"), ]); z <- as.matrix(few[node])
  run("missing_exact", "missing_conditions.csv", c(rm, filter = "p=P01,P03,P05,P06"), {
    small <- model.matrix(~ p, few); large <- model.matrix(~ p + c, few)
    of <- split(seq_len(nrow(few)), few$p); all <- lapply(of, perms)
    grid <- expand.grid(lapply(all, seq_along))
    null <- apply(grid, 1, function(k) max(f_of(z[unlist(Map(`[[`, all, k)), ], small, large)))
    value("effects/condition/permutation/n_perm", nrow(grid), 0, 0)
    value("effects/condition/permutation/p_max", share(null, max(f_of(z, small, large))), 1e-12)
    equals("effects/condition/permutation/method", "exact")
  })
  # --- with groups: the conditions' own error; groups by means less the conditions' effects ---
  run("missing_groups", "missing_conditions.csv",
      list(analysis = "spm", design = "mixed", condition = "c", group = "g", participant = "p",
           incomplete = "include", permutations = 99), {
    s <- contr.sum(3)[used$c, ]; h <- ifelse(used$g == "x", 1, -1); person <- model.matrix(~ p, used)
    f <- f_of(y, cbind(person, s * h), cbind(person, s * h, s))
    e <- f_of(y, cbind(person, s), cbind(person, s, s * h))
    fit <- lm(y ~ p + s, used, contrasts = list(p = "contr.sum")) # people's means less the effects
    own <- rowsum(y - s %*% coef(fit)[c("s1", "s2"), ], used$p) / as.vector(table(used$p))
    g <- tapply(h, used$p, mean)
    for (q in 0:5) {
      value(paste0("effects/condition/F/", q), f[[q + 1]], 1e-9)
      value(paste0("effects/group:condition/F/", q), e[[q + 1]], 1e-9)
      value(paste0("effects/group/F/", q), anova(lm(own[, q + 1] ~ g))$F[1], 1e-9)
    }
    value("effects/group/permutation/p_max", # whole people exchanged
          share(sapply(drawn(10, 99), function(i) max(f_of(own[i, ], cbind(rep(1, 10)), cbind(1, g)))),
                max(f_of(own, cbind(rep(1, 10)), cbind(1, g)))), 1e-12)
    # conditions: curves as they are, exchanged within people; the interaction: people change groups
    null <- sapply(orders, function(i) max(f_of(y[i, ], cbind(person, s * h), cbind(person, s * h, s))))
    value("effects/condition/permutation/p_max", share(null, max(f)), 1e-12)
    value("effects/condition/permutation/threshold", top(null), 1e-9)
    null <- sapply(drawn(10, 99), function(i) {
      new <- h; own <- rep(-1, 10); own[i[1:4]] <- 1
      if (!identical(i, 1:10)) new <- own[as.integer(used$p)]
      max(f_of(y, cbind(person, s), cbind(person, s, s * new)))
    })
    value("effects/group:condition/permutation/p_max", share(null, max(e)), 1e-12)
    value("effects/group:condition/permutation/threshold", top(null), 1e-9)
  })
  # --- nobody lacks anything: the same numbers as without the option ---
  whole <- c("P02", "P05", "P06", "P08", "P10", "P11"); w <- d[d$p %in% whole, ]
  run("nothing_missing", "missing_conditions.csv",
      c(rm, filter = paste0("p=", paste(whole, collapse = ",")), permutations = 199), {
    e <- summary(aov(w$n002 ~ c + Error(p / c), droplevels(w)))[["Error: p:c"]][[1]]
    value("effects/condition/F/2", e["c", "F value"], 1e-9)
  })
  # the interaction of two groups that lack nothing: those of the complete design
  run("nothing_missing_groups", "missing_conditions.csv",
      list(analysis = "spm", design = "mixed", condition = "c", group = "g", participant = "p",
           filter = paste0("p=", paste(whole, collapse = ",")), incomplete = "include"), {
    w$g <- factor(w$g); w$p <- factor(w$p)
    e <- summary(aov(w$n002 ~ g * c + Error(p / c), w))
    value("effects/group:condition/F/2", e[["Error: p:c"]][[1]]["g:c", "F value"], 1e-9)
    value("effects/group/F/2", e[["Error: p"]][[1]]["g", "F value"], 1e-9)
    value("effects/group:condition/permutation/n_perm", choose(6, 2), 0, 0)
    equals("effects/group:condition/permutation/method", "exact")
  })
}))
