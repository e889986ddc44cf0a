package dev.kizu.train;

/**
 * One thing that training decided.
 *
 * @param name what
 * @param value the decision
 * @param reason why, for people
 */
public record Choice(String name, String value, String reason) {}
