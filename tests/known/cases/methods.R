# SPDX-License-Identifier: GPL-3.0-or-later
# Cases of make.R: two methods and two raters. Lin's concordance by epiR, kappas from
# Gwet (2014).

both <- function(at, own) for (key in names(own)) value(paste0(at, key), own[[key]], 1e-9, 1e-12)

case("methods", quote({
  library(epiR)
  request <- function(analysis, ...)
    list(analysis = analysis, outcome = "y", method = "method", participant = "p",
         order = I(c("video", "lab")), ...)
  pairs_of <- function(x, y, file) {
    d <- data.frame(p = rep(sprintf("P%03d", seq_along(x)), each = 2), method = c("lab", "video"),
                    y = as.vector(rbind(x, y)))
    save(d, file)
  }
  lin <- function(x, y) { # of the first method, video, and the second
    own <- epi.ccc(y, x, ci = "z-transform", conf.level = .95)
    both("concordance/", list(ccc = own$rho.c$est, ci_low = own$rho.c$lower, ci_high = own$rho.c$upper,
                              c_b = own$C.b, r_pairs = cor(x, y)))
    value("concordance/scale_shift", 1 / own$s.shift, 1e-9) # epiR's are of the other over this one
    value("concordance/location_shift", -own$l.shift, 1e-9)
  }
  # rounded to a whole degree: equal values, slopes of infinity and of exactly -1
  set.seed(61); true <- runif(31, 20, 60)
  x <- round(true + rnorm(31, 0, 3)); y <- round(4 + .9 * true + rnorm(31, 0, 3))
  pairs_of(x, y, "coarse.csv")
  run("lin", "coarse.csv", request("bland_altman"), lin(x, y))
  # an even number of slopes, far from 0; a bend
  set.seed(62); true <- runif(24, 0, 10)
  x <- round(1000 + true + rnorm(24, 0, .3), 2); y <- round(1003 + true^2 / 10 + rnorm(24, 0, .3), 2)
  pairs_of(x, y, "bent.csv")
  run("lin_far", "bent.csv", request("bland_altman"), lin(x, y))
  # one value
  pairs_of(rep(4, 6), c(1, 2, 3, 4, 5, 7), "one_value.csv")
  run("lin_one_value", "one_value.csv", request("bland_altman"), {
    equals("concordance/ccc", NA); equals("concordance/ci_low", NA); warns("W_ZERO_VARIANCE")
  })
  # repetitions of two methods: concordance of all pairs, interval by whole people
  d <- read.csv("two_methods.csv")
  wide <- merge(d[d$method == "video", -4], d[d$method == "lab", -4], by = c("p", "trial", "rep"))
  own <- split(wide, wide$p)
  run("lin_repeated", "two_methods.csv",
      request("bland_altman", repeated = TRUE, rep = "rep", trial = "trial", bootstrap = 60), {
    ccc <- function(i) { w <- do.call(rbind, own[i]); epi.ccc(w$y.x, w$y.y)$rho.c$est }
    b <- percentile(ccc, length(own), 60)
    both("concordance/", list(ccc = ccc(seq_along(own)), ci_low = b[1], ci_high = b[2],
                              n = nrow(wide), n_participants = length(own)))
    equals("concordance/se", NA)
  })
  # --- chance alike for every category (Brennan & Prediger 1981; errors of Gwet 2014) ---
  set.seed(64)
  d <- data.frame(a = sample(1:3, 60, TRUE, c(.6, .3, .1))); d$b <- ifelse(runif(60) < .6, d$a, sample(1:3, 60, TRUE))
  d <- save(d, "three_categories.csv"); p <- prop.table(table(factor(d$a, 1:3), factor(d$b, 1:3)))
  run("brennan_prediger", "three_categories.csv", list(analysis = "kappa", rater = c("a", "b")), {
    far <- abs(outer(1:3, 1:3, "-")) / 2
    for (way in list(c("", 0), c("_linear", 1), c("_quadratic", 2))) {
      w <- if (way[2] == 0) diag(3) else 1 - far^as.numeric(way[2])
      pe <- sum(w) / 9; po <- sum(w * p); k <- (po - pe) / (1 - pe)
      se <- sqrt((sum(p * w^2) - po^2) / 60) / (1 - pe)
      both(paste0("brennan_prediger", way[1], "/"),
           list(po = po, pe = pe, kappa = k, se = se, ci_low = k - qnorm(.975) * se,
                ci_high = min(1, k + qnorm(.975) * se)))
    }
    value("pabak", (3 * sum(diag(p)) - 1) / 2, 1e-9)
  })
  # Fleiss (1971): patients, six psychiatrists, five diagnoses, as in irrCAC 1.0, which prints these
  rows <- rbind(c(0,0,0,6,0), c(0,3,0,0,3), c(0,1,4,0,1), c(0,0,0,0,6), c(0,3,0,3,0), c(2,0,4,0,0), c(0,0,4,0,2),
                c(2,0,3,1,0), c(2,0,0,4,0), c(0,0,0,0,6), c(1,0,0,5,0), c(1,1,0,4,0), c(0,3,3,0,0), c(1,0,0,5,0),
                c(0,2,0,3,1))
  d <- do.call(rbind, lapply(1:15, function(i)
    data.frame(item = i, rater = 1:6, label = rep(1:5, rows[i, ]))))
  save(d, "psychiatrists.csv")
  run("brennan_prediger_several", "psychiatrists.csv",
      list(analysis = "kappa", outcome = "label", target = "item", rater = "rater"), {
    value("brennan_prediger_multi/kappa", 0.4388889, 0, 6e-8)
    value("brennan_prediger_multi/se", 0.08312142, 0, 6e-9)
    value("brennan_prediger_multi/ci_low", 0.261, 0, 6e-4)
    value("brennan_prediger_multi/ci_high", 0.617, 0, 6e-4)
  })
  # --- g_av: d over the mean of the variances, Hedges' J, noncentral t (Algina & Keselman 2003) ---
  set.seed(65); a <- round(rnorm(14, 30, 5), 1); b <- round(.6 * a + 9 + rnorm(14, 0, 3), 1)
  save(data.frame(p = sprintf("P%02d", 1:14), c = rep(c("a", "b"), each = 14), v = c(a, b)), "two_states.csv")
  run("g_av", "two_states.csv", list(analysis = "within", outcome = "v", condition = "c", participant = "p",
                                     order = I(c("a", "b"))), {
    e <- a - b; t <- mean(e) / sd(e) * sqrt(14); j <- exp(lgamma(6.5) - lgamma(6)) / sqrt(6.5)
    ncp <- sapply(c(.975, .025), function(q)
      uniroot(function(l) pt(t, 13, l) - q, c(-20, 20), tol = 1e-12)$root)
    for (of in list(c("d_av", sqrt((var(a) + var(b)) / 2)), c("d_z", sd(e)))) {
      unit <- as.numeric(of[2]); ends <- ncp * sd(e) / sqrt(14) / unit
      at <- paste0(of[1], "/")
      value(paste0(at, "g"), j * mean(e) / unit, 1e-9)
      value(paste0(at, "g_ci_low"), j * ends[1], 1e-6); value(paste0(at, "g_ci_high"), j * ends[2], 1e-6)
    }
  })

  # --- effect size along a curve: noncentral t at the level of the exact test of the largest |t| ---
  set.seed(66)
  curve <- function(n, up) round(t(sapply(seq_len(n), function(i) cumsum(rnorm(6)) + up * (1:6 > 2))), 2)
  ends_of <- function(t, df, level) sapply(c(1 + level, 1 - level) / 2, function(q)
    uniroot(function(l) pt(t, df, l) - q, c(-40, 40), tol = 1e-12)$root)
  j_of <- function(m) exp(lgamma(m / 2) - lgamma((m - 1) / 2)) / sqrt(m / 2)
  band <- function(t, unit, df, threshold) {
    level <- 1 - 2 * pt(-threshold, df); g <- t * unit
    for (q in seq_along(t)) {
      ends <- unit[q] * ends_of(t[q], df, level)
      value(paste0("effect_size/", q - 1), g[q], 1e-8)
      value(paste0("effect_size_band/low/", q - 1), ends[1], 1e-5, 1e-6)
      value(paste0("effect_size_band/high/", q - 1), ends[2], 1e-5, 1e-6)
    }
    value("effect_size_peak/node", which.max(abs(g)) - 1); value("effect_size_peak/g", g[which.max(abs(g))], 1e-8)
  }
  top <- function(x) sort(x)[ceiling(.95 * length(x))]
  y <- rbind(curve(5, 2), curve(4, 0)); name <- sprintf("n%03d", 0:5); colnames(y) <- name
  save(data.frame(p = paste0("P", 1:9), g = rep(c("x", "y"), 5:4), y), "group_curves.csv")
  pooled <- function(i) {
    d <- colMeans(y[i, ]) - colMeans(y[-i, ])
    v <- (4 * apply(y[i, ], 2, var) + 3 * apply(y[-i, ], 2, var)) / 7; d / sqrt(v * (1 / 5 + 1 / 4))
  }
  run("effect_band", "group_curves.csv", list(analysis = "spm", design = "two-sample", group = "g", participant = "p",
                                              order = I(c("x", "y")), effect_size = TRUE, variance = "pooled"),
      band(pooled(1:5), rep(j_of(7) * sqrt(1 / 5 + 1 / 4), 6), 7, top(combn(9, 5, function(i) max(abs(pooled(i)))))))
  a <- curve(7, 1.5); b <- round(.5 * a + curve(7, 0), 2); y <- rbind(a, b); colnames(y) <- name
  save(data.frame(p = paste0("P", 1:7), c = rep(c("a", "b"), each = 7), y), "pair_curves.csv")
  e <- a - b; se <- apply(e, 2, sd) / sqrt(7); one <- function(s) colMeans(s * e) / (apply(s * e, 2, sd) / sqrt(7))
  signs <- as.matrix(expand.grid(rep(list(c(1, -1)), 7)))
  run("effect_band_pairs", "pair_curves.csv", list(analysis = "spm", design = "paired", condition = "c", participant = "p",
                                                   order = I(c("a", "b")), effect_size = TRUE),
      band(one(1), j_of(6) * se / sqrt((apply(a, 2, var) + apply(b, 2, var)) / 2), 6,
           top(apply(signs, 1, function(s) max(abs(one(s)))))))

  # --- after a test of three groups: each pair's own exact relabelling, Holm, clusters over all pairs ---
  set.seed(67); y <- rbind(curve(5, 9), curve(5, 3), curve(4, 0)); colnames(y) <- name; g <- rep(c("x", "y", "z"), c(5, 5, 4))
  save(data.frame(p = sprintf("P%02d", seq_along(g)), g = g, y), "three_groups_curves.csv")
  t_of <- function(u, v) {
    n <- c(nrow(u), nrow(v)); s <- ((n[1] - 1) * apply(u, 2, var) + (n[2] - 1) * apply(v, 2, var)) / (sum(n) - 2)
    (colMeans(u) - colMeans(v)) / sqrt(s * sum(1 / n))
  }
  names_of <- list(c("x", "y"), c("x", "z"), c("y", "z"))
  found <- lapply(names_of, function(k) {
    u <- y[g == k[1], ]; v <- y[g == k[2], ]; all <- rbind(u, v)
    list(t = t_of(u, v), null = sort(combn(nrow(all), nrow(u), function(i) max(abs(t_of(all[i, ], all[-i, ]))))))
  })
  p <- sapply(found, function(f) mean(f$null >= max(abs(f$t)) * (1 - 1e-9))); holm <- p.adjust(p, "holm")
  divisor <- 4 - rank(p, ties.method = "first")
  run("group_pairs", "three_groups_curves.csv", list(analysis = "spm", design = "anova", group = "g", participant = "p",
                                                     variance = "pooled"),
      for (k in 1:3) {
        at <- paste0("pairs/", paste(names_of[[k]], collapse = "-"), "/"); f <- found[[k]]
        value(paste0(at, "p_max"), p[k], 1e-9); value(paste0(at, "p_holm"), holm[k], 1e-9)
        u <- f$null[ceiling((1 - .05 / divisor[k]) * length(f$null))]
        over <- if (holm[k] <= .05) rle(ifelse(abs(f$t) >= u, sign(f$t), 0))$values else 0
        value(paste0(at, "n_clusters"), sum(over != 0), 0, 0)
        i <- which(abs(f$t) >= u)[1]; t <- (f$t * sign(f$t[i]))[i - 1:0]
        value(paste0(at, "clusters/0/start"), i - 2 + (u - t[1]) / diff(t), 1e-8)
        value(paste0(at, "clusters/0/p"), holm[k], 1e-9)
      })
}))
