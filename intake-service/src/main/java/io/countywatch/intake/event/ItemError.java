package io.countywatch.intake.event;

/**
 * One error of an item.
 *
 * @param pointer RFC 6901 pointer into the structured event; empty for the whole
 * @param detail for people; never holds a value that the client sent
 */
public record ItemError(String pointer, ErrorCode code, String detail) {}
