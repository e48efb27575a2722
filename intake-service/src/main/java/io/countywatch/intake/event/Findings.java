package io.countywatch.intake.event;

import java.util.ArrayList;
import java.util.List;

/** Collects all errors of one item, so that an app need not be corrected one error at a time. */
public final class Findings {

    private final boolean personalDataPossible;
    private ItemCode code;
    private List<ItemError> errors = List.of();

    Findings() {
        this(true);
    }

    /** @param personalDataPossible {@code false} when a look at the bytes has shown that there is none */
    Findings(boolean personalDataPossible) {
        this.personalDataPossible = personalDataPossible;
    }

    boolean personalDataPossible() {
        return personalDataPossible;
    }

    /** Adds an error; {@code why} is the code that the item carries if nothing weightier is found. */
    void add(ItemCode why, String pointer, ErrorCode error, String detail) {
        if (errors.isEmpty()) {
            errors = new ArrayList<>(2);
        }
        errors.add(new ItemError(pointer, error, detail));
        if (code == null || why.compareTo(code) < 0) {
            code = why;
        }
    }

    boolean isEmpty() {
        return code == null;
    }

    /** Whether anything is wrong at the pointer. */
    boolean has(String pointer) {
        for (ItemError error : errors) {
            if (error.pointer().equals(pointer)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the value at the pointer is wrong or personal; a county that is unknown or foreign is still a county. */
    boolean spoils(String pointer) {
        for (ItemError error : errors) {
            if (error.pointer().equals(pointer) && spoils(error.code())) {
                return true;
            }
        }
        return false;
    }

    private boolean spoils(ErrorCode error) {
        return switch (error) {
            case UNKNOWN, IN_FUTURE -> code == ItemCode.PERSONAL_DATA;
            // A value of a foreign scope is "forbidden", too; personal data must win where it could be either.
            case FORBIDDEN -> code == ItemCode.PERSONAL_DATA;
            default -> true;
        };
    }

    ItemCode code() {
        return code;
    }

    List<ItemError> errors() {
        return errors;
    }
}
