package dev.kizu.report;

/**
 * What was assessed by what. All texts are for people.
 *
 * @param model the model's file
 * @param digest the model's digest; empty where it is not known
 * @param data the folders of pictures
 */
public record AssessmentSource(String model, String digest, String data) {}
