package io.countywatch.local.simulator;

/**
 * The households of one county in the {@link Register}, numbered without gaps.
 *
 * @param from first of those registered as poor
 * @param edge first of those registered as at risk
 * @param found first of those found later
 * @param to end, exclusive
 * @param last the households of {@link Stories.Last} in the order of their resettlement, else empty
 */
record Households(int from, int edge, int found, int to, int[] last) {

    int[] poor() {
        return java.util.stream.IntStream.range(from, edge).toArray();
    }

    int size() {
        return to - from;
    }
}
