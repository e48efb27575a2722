package io.countywatch.intake.access;

/**
 * Who sends.
 *
 * @param name the token's subject
 * @param counties the counties that the token may write
 * @param device the token's device claim, or {@code null} when it is bound to none
 */
public record Caller(String name, CountyScope counties, String device) {}
