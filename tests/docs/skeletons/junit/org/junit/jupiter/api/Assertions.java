package org.junit.jupiter.api;

import java.util.Objects;

/** Stands in for JUnit's. */
public final class Assertions {
    private Assertions() {}

    public static void assertTrue(boolean condition) {
        assertTrue(condition, "expected true");
    }

    public static void assertTrue(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }

    public static void assertEquals(Object expected, Object actual) {
        assertEquals(expected, actual, "");
    }

    public static void assertEquals(Object expected, Object actual, String message) {
        assertTrue(
                Objects.equals(expected, actual),
                "expected " + expected + ", got " + actual + " " + message);
    }
}
