package io.countywatch.alert.notification;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * One message to a receiver about a group: the state as it is now.
 *
 * @param id the same for the same message, whoever sends it and however often
 * @param sequence its number in the group
 * @param content digest of what it says
 * @param firing whether anything of the group still fires, also what is suppressed and so not in the message
 * @param truncated alerts that were left out for the limits
 * @param more whether news are among those that were left out: then the next message follows at once
 */
public record Notification(
        String id,
        long sequence,
        String content,
        String receiver,
        String groupKey,
        SortedMap<String, String> groupLabels,
        List<Item> items,
        boolean firing,
        int truncated,
        boolean more) {

    /**
     * An alert in a message.
     *
     * @param alert as it is now; of what ended under other labels than it has now, those that were told
     */
    public record Item(Current alert, String fingerprint, boolean firing) {

        /** About how many bytes it takes. */
        int weight() {
            return size(alert.labels()) + size(alert.annotations()) + 300;
        }

        private static int size(SortedMap<String, String> map) {
            int size = 0;
            for (var entry : map.entrySet()) {
                size += entry.getKey().length() + entry.getValue().getBytes(StandardCharsets.UTF_8).length + 6;
            }
            return size;
        }
    }

    /**
     * A message about a group. Its id depends on what it says and on how many went before: a receiver that drops what
     * it has seen must drop a repetition, but not what is said instead of it, nor what is said again later.
     *
     * @param ledger what was told before; a message that was tried and says the same is this one
     * @param items all that there is to say
     * @param fitting how many of them the message holds
     * @param more whether news do not fit
     */
    static Notification of(Ledger ledger, List<Item> items, int fitting, boolean more, boolean firing) {
        List<Item> held = List.copyOf(items.subList(0, fitting));
        String content = digest(held.stream()
                .sorted(Comparator.comparing(Item::fingerprint).thenComparing(Item::firing))
                .map(item -> item.fingerprint()
                        + (item.firing() ? " firing " : " resolved ")
                        + item.alert().episode())
                .collect(Collectors.joining("\n")));
        boolean instead = ledger.tried() != null && !ledger.tried().equals(content);
        long sequence = ledger.sequence() + (instead ? 1 : 0);
        String id = digest(ledger.receiver() + "\n" + ledger.key() + "\n" + sequence + "\n" + content);
        return new Notification(
                id,
                sequence,
                content,
                ledger.receiver(),
                ledger.key(),
                ledger.labels(),
                held,
                firing,
                items.size() - fitting,
                more);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }

    /** Ids of the alerts in it, each once. */
    public List<String> alerts() {
        return items.stream().map(item -> item.alert().alert()).distinct().toList();
    }
}
