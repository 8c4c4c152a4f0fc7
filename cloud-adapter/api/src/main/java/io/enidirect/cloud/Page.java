package io.enidirect.cloud;

import java.util.List;

/**
 * A part of a longer list, newest first. Rows may move between two calls, so a caller joins pages by id.
 *
 * @param total how many there were in all when this page was read
 */
public record Page<T>(List<T> items, int total) {
    public Page {
        items = List.copyOf(items);
    }
}
